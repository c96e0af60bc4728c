import { Progress } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container } from '@backstage/ui';
import { useMemo } from 'react';
import { useLiveRuns, useWatched } from '../live/useLiveRuns';
import { StaleNotice } from '../readable/RetryPanel';
import { CutNotice } from '../runs/CutNotice';
import { RunAnnouncer } from '../runs/RunAnnouncer';
import { temporalTranslationRef } from '../translation';
import { NoRun } from './NoRun';
import { RunView } from './RunView';

/** One run, followed to its end. */
export function RunPage({ runId }: { readonly runId: string }) {
  const query = useLiveRuns().run(runId);
  const { value, error } = useWatched(query.known);
  const { t } = useTranslationRef(temporalTranslationRef);
  const announced = useMemo(() => (value ? [value] : []), [value]);
  if (!value) {
    return error ? <NoRun error={error} onRetry={query.look} /> : <Progress />;
  }
  return (
    <>
      <Container>
        <CutNotice />
        {error && (
          <StaleNotice
            title={t('run.stale')}
            error={error}
            onRetry={query.look}
          />
        )}
      </Container>
      <RunAnnouncer runs={announced} />
      <RunView run={value} />
    </>
  );
}
