import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { RetryPlan } from 'backstage-plugin-temporal-common';
import { temporalSteeringTranslationRef } from './steeringTranslation';

/** Says where attempts go on: what a retry would do, and where one began. */
export function usePlanWords() {
  const { t } = useTranslationRef(temporalSteeringTranslationRef);
  const withOthers = (words: string, again: readonly string[]) =>
    again.length > 0
      ? `${words} ${t('plan.again', { steps: again.join(', ') })}`
      : words;
  return {
    meaning: (plan: RetryPlan | undefined): string => {
      if (!plan) return t('retry.unknownPlan');
      if (plan.from === 'beginning') {
        return t('plan.beginning', { why: plan.why });
      }
      const words =
        plan.from === 'failed-step'
          ? t('plan.failedStep', { step: plan.step })
          : t('plan.whereItEnded');
      return withOthers(words, plan.again);
    },
    from: (plan: RetryPlan | undefined): string => {
      if (!plan) return t('attempts.asRequested');
      if (plan.from === 'failed-step') {
        return t('attempts.fromStep', { step: plan.step });
      }
      return plan.from === 'where-it-ended'
        ? t('attempts.fromEnd')
        : t('attempts.fromBeginning');
    },
  };
}
