import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import type { JsonObject } from '@backstage/types';
import { RiRepeatLine } from '@remixicon/react';
import { isFinished, type RunDetail } from 'backstage-plugin-temporal-common';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { runRouteRef } from '../routes';
import { StartDialog } from '../start/StartDialog';
import { StartDraft } from '../start/StartDraft';
import { SteeringButton } from './SteeringButton';
import { temporalSteeringTranslationRef } from './steeringTranslation';
import { useRunAgain } from './useRunAgain';

/** Opens the start dialog with the inputs of a run that is over. */
export function RunAgain({ run }: { readonly run: RunDetail }) {
  return isFinished(run.status) ? <Again run={run} /> : null;
}

function Again({ run }: { readonly run: RunDetail }) {
  const { t } = useTranslationRef(temporalSteeringTranslationRef);
  const { decision, action, target } = useRunAgain(run);
  const [draft, setDraft] = useState<StartDraft>();
  const navigate = useNavigate();
  const runRoute = useRouteRef(runRouteRef);
  return (
    <>
      <SteeringButton
        label={t('runAgain.button')}
        icon={<RiRepeatLine aria-hidden />}
        decision={decision}
        onPress={() => setDraft(draftOf(run))}
      />
      {draft && action && target && (
        <StartDialog
          action={action}
          target={target}
          draft={draft}
          onClose={() => setDraft(undefined)}
          onStarted={({ id }) => {
            const href = runRoute?.({ runId: id });
            if (href) navigate(href);
          }}
        />
      )}
    </>
  );
}

function draftOf({ payloads, reason }: RunDetail): StartDraft {
  const draft = new StartDraft();
  const input = payloads.visible ? payloads.value.input : {};
  if (isObject(input)) draft.input = input;
  draft.reason = reason ?? '';
  return draft;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
