import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import type { StopVerb } from 'backstage-plugin-temporal-common';
import { useRef, useState } from 'react';
import { temporalApiRef } from '../api/TemporalApi';
import { useLiveRuns } from '../live/useLiveRuns';

interface StopState {
  readonly sending: boolean;
  readonly error?: Error;
}

/** Stops a run: once, however often it is clicked. */
export function useStop(
  runId: string,
  verb: StopVerb,
): StopState & { readonly stop: (reason: string) => Promise<boolean> } {
  const api = useApi(temporalApiRef);
  const live = useLiveRuns();
  const [state, setState] = useState<StopState>({ sending: false });
  // A second click comes before React has drawn the first.
  const sending = useRef(false);
  const stop = async (reason: string): Promise<boolean> => {
    if (sending.current) return false;
    sending.current = true;
    setState({ sending: true });
    try {
      await api.stopRun(runId, verb, reason);
      return true;
    } catch (cause) {
      setState({ sending: false, error: toError(cause) });
      return false;
    } finally {
      sending.current = false;
      live.run(runId).look();
    }
  };
  return { ...state, stop };
}
