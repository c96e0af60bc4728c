import {
  digestOf,
  type Initiator,
  type StatementClaims,
  type Target,
} from 'backstage-plugin-temporal-common';
import { randomUUID } from 'node:crypto';

/**
 * A run to be signed for. What is left out is an ordinary run by Ada on the
 * component payments-api in the namespace `default`. Its input may have values
 * made by `secret` in it.
 * @public
 */
export interface TestRun {
  readonly workflowType: string;
  readonly input?: unknown;
  readonly namespace?: string;
  readonly initiator?: Initiator;
  readonly target?: Target;
  /** That it needs an approval; it is then to be started as its gate. */
  readonly approval?: TestApproval;
}

/**
 * The terms of an approval, and the task queue that serves the run once it is
 * approved. One person is enough, for ever, unless it says otherwise.
 * @public
 */
export interface TestApproval {
  readonly taskQueue: string;
  readonly quorum?: number;
  readonly deadline?: Date;
}

/**
 * A run that was signed for and not yet started. Secrets in its input are in
 * their envelopes.
 * @public
 */
export interface SignedRun extends TestRun {
  readonly runId: string;
  readonly statement: string;
}

/** The claims that a backend would sign for it, with its input as it is sealed. */
export async function claimsOf(
  run: TestRun,
  sealed: Pick<StatementClaims, 'runId' | 'secrets'> = { runId: randomUUID() },
): Promise<StatementClaims> {
  return {
    ...sealed,
    attempt: 1,
    workflowType: run.workflowType,
    namespace: run.namespace ?? 'default',
    initiator: run.initiator ?? {
      kind: 'user',
      entityRef: 'user:default/ada',
    },
    owners: ['group:default/payments'],
    action: { ref: 'action:default/test', digest: await digestOf({}) },
    target: run.target ?? { entityRef: 'component:default/payments-api' },
    inputDigest: await digestOf(run.input ?? {}),
    approvalRequired: run.approval !== undefined,
    startBy: Math.floor(Date.now() / 1000) + 600,
  };
}
