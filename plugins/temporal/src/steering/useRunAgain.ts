import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  ENVIRONMENT_ANNOTATION,
  type Decision,
  type OfferedAction,
  type RunDetail,
} from 'backstage-plugin-temporal-common';
import useAsync from 'react-use/esm/useAsync';
import { useLiveRuns, useWatched } from '../live/useLiveRuns';
import type { StartTarget } from '../start/StartTarget';
import { temporalSteeringTranslationRef } from './steeringTranslation';

/** What is needed to start a run's action once more, and whether one may. */
export function useRunAgain(run: RunDetail): {
  readonly decision?: Decision;
  readonly action?: OfferedAction;
  readonly target?: StartTarget;
} {
  const { entityRef } = run.target;
  const { t } = useTranslationRef(temporalSteeringTranslationRef);
  const { value: offered, error } = useWatched(
    useLiveRuns().actions(entityRef).known,
  );
  const { target, unseen } = useTarget(entityRef);
  const action = offered?.items.find(({ ref }) => ref === run.action.ref);
  const no = (reason: string): { readonly decision: Decision } => ({
    decision: { allowed: false, reason, ask: run.owners },
  });
  if (!run.payloads.visible) return no(t('runAgain.hidden'));
  if (unseen || error) return no(t('runAgain.unseen', { entityRef }));
  if (!offered || !target) return {};
  if (offered.unavailable !== undefined) return no(offered.unavailable);
  if (!action) return no(t('runAgain.gone', { entityRef }));
  return { action, target, decision: action.decision };
}

function useTarget(entityRef: string) {
  const catalog = useApi(catalogApiRef);
  const { value: entity, loading } = useAsync(
    () => catalog.getEntityByRef(entityRef),
    [catalog, entityRef],
  );
  const environment = entity?.metadata.annotations?.[ENVIRONMENT_ANNOTATION];
  return {
    target: entity && { entityRef, entity, environment },
    unseen: !loading && !entity,
  };
}
