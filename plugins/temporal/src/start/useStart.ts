import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import type { JsonObject } from '@backstage/types';
import type {
  FieldError,
  OfferedAction,
  Run,
} from 'backstage-plugin-temporal-common';
import { useRef, useState } from 'react';
import { temporalApiRef } from '../api/TemporalApi';
import { fieldErrorsOf, isDefiniteRefusal } from '../api/requestErrors';
import type { StartDraft } from './StartDraft';
import type { StartTarget } from './StartTarget';

/** How the attempt to start a run is going. */
export interface StartState {
  readonly sending: boolean;
  readonly error?: Error;
  /** The reason as it was sent. */
  readonly reason?: string;
  readonly fields: readonly FieldError[];
}

/** The inputs, and why it is asked for where somebody has to approve it. */
export interface WantedRun {
  readonly input: JsonObject;
  readonly reason?: string;
}

/** How it went: the run, or what is wrong with single fields. */
export interface StartOutcome {
  readonly run?: Run;
  readonly fields: readonly FieldError[];
}

const idle: StartState = { sending: false, fields: [] };

/** Starts a run of the action: once, however often it is clicked. */
export function useStart(options: {
  readonly action: OfferedAction;
  readonly target: StartTarget;
  readonly draft: StartDraft;
}): {
  readonly state: StartState;
  readonly start: (wanted: WantedRun) => Promise<StartOutcome>;
} {
  const { action, target, draft } = options;
  const { entityRef } = target;
  const api = useApi(temporalApiRef);
  const [state, setState] = useState(idle);
  // A second click comes before React has drawn the first.
  const sending = useRef(false);
  const start = async (wanted: WantedRun): Promise<StartOutcome> => {
    if (sending.current) {
      return { fields: [] };
    }
    sending.current = true;
    setState({ sending: true, fields: [] });
    try {
      const requestKey = draft.keyFor(wanted.input, action.input);
      const about = { action: action.ref, entityRef, requestKey };
      const run = await api.startRun({ ...about, ...wanted });
      draft.started();
      return { run, fields: [] };
    } catch (cause) {
      const error = toError(cause);
      if (isDefiniteRefusal(error)) {
        draft.refused();
      }
      const fields = fieldErrorsOf(error);
      setState({ sending: false, error, fields, reason: wanted.reason });
      return { fields };
    } finally {
      sending.current = false;
    }
  };
  return { state, start };
}
