import type { JsonValue } from '@backstage/types';
import type { RunPayloads } from 'backstage-plugin-temporal-common';
import type { LedgerRun } from './RunLedger';

/** What is larger, as JSON, is not sent until somebody wants to look at it. */
const LARGE_BYTES = 64 * 1024;

/** All that a run was given and gave back, however large. */
export function payloadsOf(run: LedgerRun): RunPayloads {
  return { input: run.input, result: run.result, failure: run.failure };
}

/** The same, with the size alone of what is large. */
export function smallPayloadsOf(run: LedgerRun): RunPayloads {
  const input = sizeIfLarge(run.input);
  const result = sizeIfLarge(run.result);
  return {
    input: input === undefined ? run.input : undefined,
    result: result === undefined ? run.result : undefined,
    failure: run.failure,
    large: { input, result },
  };
}

function sizeIfLarge(value: JsonValue | undefined): number | undefined {
  if (value === undefined) return undefined;
  const bytes = Buffer.byteLength(JSON.stringify(value));
  return bytes > LARGE_BYTES ? bytes : undefined;
}
