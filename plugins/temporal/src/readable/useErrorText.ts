import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { messageOf } from '../api/requestErrors';
import { temporalTranslationRef } from '../translation';

/** An error in words; browsers say only "Failed to fetch" without an answer. */
export function useErrorText(error: Error): string {
  const { t } = useTranslationRef(temporalTranslationRef);
  return error instanceof TypeError ? t('unreachable') : messageOf(error);
}
