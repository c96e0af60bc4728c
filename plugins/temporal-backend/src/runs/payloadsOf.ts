import type { JsonValue } from '@backstage/types';
import type { RunPayloads } from 'backstage-plugin-temporal-common';
import { maskSecrets } from '../secrets/maskSecrets';
import type { LedgerRun } from './RunLedger';

/** What is larger, as JSON, is not sent until somebody wants to look at it. */
const LARGE_BYTES = 64 * 1024;

/** All that a run was given and gave back, however large, but for secrets. */
export function payloadsOf({ failure, ...run }: LedgerRun): RunPayloads {
  const result = run.result === undefined ? undefined : maskSecrets(run.result);
  return { input: maskSecrets(run.input), result, failure };
}

/** The same, with the size alone of what is large. */
export function smallPayloadsOf(run: LedgerRun): RunPayloads {
  const all = payloadsOf(run);
  const input = sizeIfLarge(all.input);
  const result = sizeIfLarge(all.result);
  return {
    input: input === undefined ? all.input : undefined,
    result: result === undefined ? all.result : undefined,
    failure: all.failure,
    large: { input, result },
  };
}

function sizeIfLarge(value: JsonValue | undefined): number | undefined {
  if (value === undefined) return undefined;
  const bytes = Buffer.byteLength(JSON.stringify(value));
  return bytes > LARGE_BYTES ? bytes : undefined;
}
