import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntityPresentation } from '@backstage/plugin-catalog-react';
import { initiatorRef, type Run } from 'backstage-plugin-temporal-common';
import type { ReactNode } from 'react';
import { visibleText } from '../readable/visibleText';
import { temporalBulkCancelTranslationRef } from './bulkCancelTranslation';
import styles from './BulkCancel.module.css';

/** What each run is, and whatever there is to say of it. */
export function RunNames(props: {
  readonly runs: readonly Run[];
  readonly about?: (run: Run) => ReactNode;
}) {
  const { runs, about } = props;
  const { t } = useTranslationRef(temporalBulkCancelTranslationRef);
  return (
    // It may be longer than the dialog, and then is scrolled by the keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <ul className={styles.runs} aria-label={t('runs')} tabIndex={0}>
      {runs.map(run => (
        <li key={run.id} className={styles.run} data-run-id={run.id}>
          <RunName run={run} />
          {about?.(run)}
        </li>
      ))}
    </ul>
  );
}

function RunName({ run }: { readonly run: Run }) {
  const { t } = useTranslationRef(temporalBulkCancelTranslationRef);
  const entity = useEntityPresentation(run.target.entityRef).primaryTitle;
  const initiator = visibleText(initiatorRef(run.initiator));
  return <bdi>{t('run', { action: run.action.title, entity, initiator })}</bdi>;
}
