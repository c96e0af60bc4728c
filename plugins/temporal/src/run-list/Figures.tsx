import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import type { ActionFigures } from 'backstage-plugin-temporal-common';
import { useEffect, useId, useState } from 'react';
import { NarrowButton } from '../filters/NarrowButton';
import type { RunList } from '../live/RunList';
import { useLiveRuns, useWatched } from '../live/useLiveRuns';
import type { WantedRuns } from '../live/WantedRuns';
import { whenRunsEnd } from '../live/whenRunsEnd';
import { StaleNotice } from '../readable/RetryPanel';
import { formatDuration } from '../runs/time';
import { useLanguage } from '../runs/useTicking';
import { temporalRunListTranslationRef } from './runListTranslation';
import styles from './Figures.module.css';

const SHOWN = 6;

/** Of each action, how often it goes well and how long it takes. */
export function Figures(props: {
  readonly list: RunList;
  readonly wanted: WantedRuns;
}) {
  const { list, wanted } = props;
  const { t } = useTranslationRef(temporalRunListTranslationRef);
  const figures = useLiveRuns().figures(wanted);
  useEffect(() => whenRunsEnd(list, figures.look), [list, figures]);
  const { value, error } = useWatched(figures.known);
  const items = value?.items.filter(({ finished }) => finished > 0) ?? [];
  return (
    <>
      {error && (
        <StaleNotice
          title={t('figures.error')}
          error={error}
          onRetry={figures.look}
        />
      )}
      {items.length > 0 && <Bars items={items} />}
    </>
  );
}

function Bars({ items }: { readonly items: readonly ActionFigures[] }) {
  const { t } = useTranslationRef(temporalRunListTranslationRef);
  const [all, setAll] = useState(false);
  const heading = useId();
  return (
    <section>
      <Text as="h3" id={heading} variant="body-small" color="secondary">
        {t('figures.title')}
      </Text>
      <ul className={styles.figures} aria-labelledby={heading}>
        {(all ? items : items.slice(0, SHOWN)).map(item => (
          <Figure key={item.action.ref} item={item} />
        ))}
      </ul>
      {items.length > SHOWN && (
        <Button
          size="small"
          variant="tertiary"
          aria-expanded={all}
          onPress={() => setAll(!all)}
        >
          {all
            ? t('figures.showLess')
            : t('figures.showAll', { actions: String(items.length) })}
        </Button>
      )}
    </section>
  );
}

function Figure({ item }: { readonly item: ActionFigures }) {
  const { action, finished, succeeded, usualMs } = item;
  const { t } = useTranslationRef(temporalRunListTranslationRef);
  const language = useLanguage();
  return (
    <li className={styles.figure} data-action={action.ref}>
      <span className={styles.line}>
        <span className={styles.name}>{action.title}</span>
        <NarrowButton by="action" value={action.ref} />
      </span>
      <div className={styles.track} aria-hidden>
        <div
          className={styles.bar}
          style={{ width: `${(succeeded / finished) * 100}%` }}
        />
      </div>
      <span className={`${styles.line} ${styles.words}`}>
        <span>
          {t('figures.succeeded', {
            succeeded: String(succeeded),
            finished: String(finished),
          })}
        </span>
        {usualMs !== undefined && (
          <span>
            {t('figures.usual', {
              duration: formatDuration(usualMs, language),
            })}
          </span>
        )}
      </span>
    </li>
  );
}
