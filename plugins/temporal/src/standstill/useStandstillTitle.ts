import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Standstill } from 'backstage-plugin-temporal-common';
import { temporalRunTranslationRef } from '../run-page/runTranslation';

/** Why the run stands still, in a few words that don't change by themselves. */
export function useStandstillTitle(standstill: Standstill | undefined): string {
  const { t } = useTranslationRef(temporalRunTranslationRef);
  if (!standstill) {
    return '';
  }
  switch (standstill.kind) {
    case 'no-worker':
      return standstill.gate
        ? t('standstill.no-gate.title')
        : t('standstill.no-worker.title', { queue: standstill.taskQueue });
    case 'retrying':
      return t('standstill.retrying.title', { count: standstill.attempt });
    case 'waiting':
      return t(
        standstill.approval
          ? 'standstill.waiting.approval'
          : 'standstill.waiting.answer',
      );
    case 'stopping':
      return t(
        standstill.step === undefined
          ? 'standstill.stopping.title'
          : 'standstill.stopping.rollingBack',
      );
    default:
      return t(`standstill.${standstill.kind}.title`);
  }
}
