import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { VisuallyHidden } from '@backstage/ui';
import type { Run } from 'backstage-plugin-temporal-common';
import { useEffect, useRef, useState } from 'react';
import { temporalTranslationRef } from '../translation';

/** Tells screen readers when a run has begun or its status has changed. */
export function RunAnnouncer({ runs }: { readonly runs: readonly Run[] }) {
  const { t } = useTranslationRef(temporalTranslationRef);
  const [text, setText] = useState('');
  const before = useRef<ReadonlyMap<string, Run>>();
  useEffect(() => {
    const known = before.current;
    // What is there when the page opens is read as content, not as news.
    const changed = known ? runs.filter(run => isNews(run, known)) : [];
    before.current = new Map(runs.map(run => [run.id, run]));
    if (changed.length > 0) {
      const lines = changed.map(run =>
        t('runs.announce', {
          action: run.action.title,
          status: t(`status.${run.status}`),
        }),
      );
      setText(lines.join('. '));
    }
  }, [runs, t]);
  return <VisuallyHidden role="status">{text}</VisuallyHidden>;
}

/** Older runs that somebody asked to see as well are no news. */
function isNews(run: Run, known: ReadonlyMap<string, Run>): boolean {
  const before = known.get(run.id);
  if (before) {
    return before.status !== run.status;
  }
  return [...known.values()].every(
    ({ requestedAt }) => requestedAt < run.requestedAt,
  );
}
