import type { Connection } from '@temporalio/client';
import type {
  AdmissionRequest,
  AuthorizationRequest,
  Decision,
  StatementClaims,
} from 'backstage-plugin-temporal-common';

interface Row {
  readonly statement: string;
  readonly claims: StatementClaims;
  readonly executions: Set<string>;
  firstExecutionRunId?: string;
}

/**
 * A refusal, as the backend's door answers it.
 * @public
 */
export interface Refusal {
  readonly status: number;
  readonly message: string;
}

const UNKNOWN_RUN: Refusal = {
  status: 409,
  message: 'There is no run with this statement',
};

/**
 * What a backend must remember to admit each run once: the runs it signed, the
 * first execution that came for each, and whose initiator is no longer allowed.
 */
export class TestLedger {
  readonly #rows = new Map<string, Row>();
  readonly #refusals = new Map<string, Refusal>();
  readonly #denials = new Map<string, string>();
  readonly #temporal: Connection | undefined;

  constructor(temporal: Connection | undefined) {
    this.#temporal = temporal;
  }

  add(claims: StatementClaims, statement: string): void {
    this.#rows.set(claims.runId, {
      statement,
      claims,
      executions: new Set(),
    });
  }

  refuse(runId: string, refusal: Refusal): void {
    this.#refusals.set(runId, refusal);
  }

  deny(runId: string, reason: string): void {
    this.#denials.set(runId, reason);
  }

  /** Admits the run, or says why not. */
  async admit(request: AdmissionRequest): Promise<Refusal | undefined> {
    const row = this.#rowOf(request);
    if (!row) {
      return UNKNOWN_RUN;
    }
    await this.#takeReset(row, request);
    return this.#refusals.get(row.claims.runId) ?? admitRow(row, request);
  }

  /** A reset may go on in an execution that never asks for admission itself. */
  async #takeReset(row: Row, { root, namespace }: AdmissionRequest) {
    if (!this.#temporal || !root || row.executions.has(root.runId)) {
      return;
    }
    const { workflowExecutionInfo } =
      await this.#temporal.workflowService.describeWorkflowExecution({
        namespace,
        execution: root,
      });
    if (
      row.firstExecutionRunId &&
      workflowExecutionInfo?.firstRunId === row.firstExecutionRunId
    ) {
      row.executions.add(root.runId);
    }
  }

  /** Whether the run's initiator is still allowed. */
  decide(request: AuthorizationRequest): Decision | Refusal {
    const row = this.#rowOf(request);
    if (!row) {
      return UNKNOWN_RUN;
    }
    const { runId, namespace, owners } = row.claims;
    if (request.namespace !== namespace) {
      return { status: 409, message: 'This statement belongs to another run' };
    }
    const reason = this.#denials.get(runId);
    return reason === undefined
      ? { allowed: true }
      : { allowed: false, reason, ask: owners };
  }

  #rowOf(request: { readonly statement: string }): Row | undefined {
    return [...this.#rows.values()].find(
      ({ statement }) => statement === request.statement,
    );
  }
}

function admitRow(row: Row, request: AdmissionRequest): Refusal | undefined {
  const { claims } = row;
  if (request.root) {
    return request.root.workflowId === claims.runId &&
      row.executions.has(request.root.runId)
      ? undefined
      : { status: 409, message: 'This child belongs to another run' };
  }
  if (
    request.workflowId !== claims.runId ||
    request.namespace !== claims.namespace
  ) {
    return { status: 409, message: 'This statement belongs to another run' };
  }
  if (!row.firstExecutionRunId) {
    if (request.inputDigest !== claims.inputDigest) {
      return { status: 409, message: 'The input is not the one approved' };
    }
    row.firstExecutionRunId = request.firstExecutionRunId;
  }
  if (row.firstExecutionRunId !== request.firstExecutionRunId) {
    return { status: 409, message: 'This run was already admitted once' };
  }
  row.executions.add(request.temporalRunId);
  return undefined;
}
