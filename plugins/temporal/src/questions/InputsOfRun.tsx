import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { temporalApiRef } from '../api/TemporalApi';
import { StaleNotice } from '../readable/RetryPanel';
import { DecidedInputs } from './DecidedInputs';
import { temporalQuestionsTranslationRef } from './questionsTranslation';

/** The inputs of a run of which only the list is known, asked for when drawn. */
export function InputsOfRun({ runId }: { readonly runId: string }) {
  const api = useApi(temporalApiRef);
  const { t } = useTranslationRef(temporalQuestionsTranslationRef);
  const { value, error, retry } = useAsyncRetry(
    () => api.getRun(runId),
    [api, runId],
  );
  if (value) {
    return <DecidedInputs run={value} />;
  }
  return error ? (
    <StaleNotice title={t('inputs.error')} error={error} onRetry={retry} />
  ) : (
    <div role="status" aria-label={t('inputs.loading')}>
      <Skeleton width="100%" height={40} />
    </div>
  );
}
