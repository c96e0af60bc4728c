import {
  initiatorRef,
  listActionsSchema,
  type Initiator,
} from 'backstage-plugin-temporal-common';
import { oneLine } from '../actions/oneLine';
import type { ListedExecution } from '../temporal/listRuns';

const LONGEST = 512;
const QUOTED = 100;

/** What a workflow that was started elsewhere says of itself. */
export type Claims =
  | { readonly targetRef: string; readonly initiator: Initiator }
  | { readonly problem: string };

/** Reads its two attributes; `undefined` if it has not both. */
export function claimsOf({
  target,
  initiator,
}: Pick<ListedExecution, 'target' | 'initiator'>): Claims | undefined {
  if (target === undefined || initiator === undefined) return undefined;
  const ref = refIn(target);
  if (!ref) {
    return {
      problem: `${quoted(
        target,
      )} is no full entity reference such as component:default/payments-api`,
    };
  }
  const claimed = typeof initiator === 'string' ? initiatorIn(initiator) : '';
  return claimed && initiatorRef(claimed).length > 0
    ? { targetRef: ref, initiator: claimed }
    : { problem: `${quoted(initiator)} names no initiator` };
}

function initiatorIn(text: string): Initiator {
  const ref =
    text.toLocaleLowerCase('en-US').startsWith('user:') && refIn(text);
  return ref
    ? { kind: 'user', entityRef: ref }
    : { kind: 'service', subject: oneLine(text, LONGEST) };
}

function refIn(value: unknown): string | undefined {
  const parsed = listActionsSchema.safeParse({ entityRef: value });
  return parsed.success ? parsed.data.entityRef : undefined;
}

function quoted(value: unknown): string {
  return JSON.stringify(oneLine(String(value), QUOTED));
}
