import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import { useRef, useState } from 'react';
import { temporalApiRef, type TemporalApi } from '../api/TemporalApi';
import { useLiveRuns } from '../live/useLiveRuns';

interface EndState {
  readonly sending: boolean;
  readonly error?: Error;
}

/** Ends a run, in whatever way: once, however often it is clicked. */
export function useEnding(
  runId: string,
  end: (api: TemporalApi, reason: string) => Promise<unknown>,
): EndState & { readonly endRun: (reason: string) => Promise<boolean> } {
  const api = useApi(temporalApiRef);
  const live = useLiveRuns();
  const [state, setState] = useState<EndState>({ sending: false });
  // A second click comes before React has drawn the first.
  const sending = useRef(false);
  const endRun = async (reason: string): Promise<boolean> => {
    if (sending.current) return false;
    sending.current = true;
    setState({ sending: true });
    try {
      await end(api, reason);
      return true;
    } catch (cause) {
      setState({ sending: false, error: toError(cause) });
      return false;
    } finally {
      sending.current = false;
      live.run(runId).look();
    }
  };
  return { ...state, endRun };
}
