import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiArrowGoBackLine } from '@remixicon/react';
import type { TimelineItem } from 'backstage-plugin-temporal-common';
import { visibleText } from '../readable/visibleText';
import { temporalRunTranslationRef } from './runTranslation';
import styles from './Timeline.module.css';

/** What a step is, in the workflow's words, and in Temporal's below them. */
export function StepName({ item }: { readonly item: TimelineItem }) {
  const { t } = useTranslationRef(temporalRunTranslationRef);
  const { afterStop, kind, name, summary } = item;
  const ownName = kind === 'timer' ? t('timeline.timer') : name;
  const parts = [
    summary === undefined ? undefined : visibleText(ownName),
    kind === 'timer' ? undefined : t(`timeline.kind.${kind}`),
  ].filter(part => part !== undefined);
  return (
    <>
      <bdi>{visibleText(summary ?? ownName)}</bdi>
      {parts.length > 0 && (
        <span className={styles.kind}>{parts.join(' · ')}</span>
      )}
      {afterStop && (
        <span className={styles.rollsBack} title={t('timeline.rollsBackHint')}>
          <RiArrowGoBackLine size={12} aria-hidden />
          {t('timeline.rollsBack')}
        </span>
      )}
    </>
  );
}
