import {
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import type { JsonObject } from '@backstage/types';
import { RiRepeatLine } from '@remixicon/react';
import { isFinished, type RunDetail } from 'backstage-plugin-temporal-common';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { temporalApiRef, type TemporalApi } from '../api/TemporalApi';
import { runRouteRef } from '../routes';
import { StartDialog } from '../start/StartDialog';
import { StartDraft } from '../start/StartDraft';
import { SteeringButton } from './SteeringButton';
import { temporalSteeringTranslationRef } from './steeringTranslation';
import { useRunAgain } from './useRunAgain';

/**
 * Opens the start dialog with the inputs of a run that is over. What was started
 * elsewhere is of no action that could be run again.
 */
export function RunAgain({ run }: { readonly run: RunDetail }) {
  const isOffered = run.verified && isFinished(run.status);
  return isOffered ? <Again run={run} /> : null;
}

function Again({ run }: { readonly run: RunDetail }) {
  const { t } = useTranslationRef(temporalSteeringTranslationRef);
  const { decision, action, target } = useRunAgain(run);
  const [isOpen, setOpen] = useState(false);
  const api = useApi(temporalApiRef);
  const [{ value: draft, error, loading }, load] = useAsyncFn(
    () => draftOf(run, api),
    [run, api],
  );
  const navigate = useNavigate();
  const runRoute = useRouteRef(runRouteRef);
  return (
    <>
      <SteeringButton
        label={t('runAgain.button')}
        icon={<RiRepeatLine aria-hidden />}
        decision={decision}
        problem={error && t('runAgain.notLoaded')}
        onPress={() => {
          setOpen(true);
          load();
        }}
      />
      {isOpen && !loading && draft && action && target && (
        <StartDialog
          action={action}
          target={target}
          draft={draft}
          onClose={() => setOpen(false)}
          onStarted={({ id }) => {
            const href = runRoute?.({ runId: id });
            if (href) navigate(href);
          }}
        />
      )}
    </>
  );
}

/** A draft with the run's own inputs, which come apart when they are large. */
async function draftOf(
  { id, payloads, reason }: RunDetail,
  api: TemporalApi,
): Promise<StartDraft> {
  const draft = new StartDraft();
  const known = payloads.visible ? payloads.value : {};
  const { input } = known.large?.input ? await api.getPayloads(id) : known;
  if (isObject(input)) draft.fillIn(input);
  draft.reason = reason ?? '';
  return draft;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
