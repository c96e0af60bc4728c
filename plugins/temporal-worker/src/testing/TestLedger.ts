import type { Connection } from '@temporalio/client';
import {
  GATE_WORKFLOW_TYPE,
  type AdmissionRequest,
  type AuthorizationRequest,
  type Decision,
  type StatementClaims,
} from 'backstage-plugin-temporal-common';
import type { TestApproval } from './TestRun';

interface Row {
  readonly statement: string;
  readonly claims: StatementClaims;
  readonly approval: TestApproval | undefined;
  readonly executions: Set<string>;
  firstExecutionRunId?: string;
  /** Whether it was admitted behind its gate. */
  begun?: boolean;
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

  add(claims: StatementClaims, signed: Pick<Row, 'statement' | 'approval'>) {
    this.#rows.set(claims.runId, {
      ...signed,
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

  /** The run of a statement. */
  runOf(request: {
    readonly statement: string;
  }): Omit<Row, 'executions'> | undefined {
    return this.#rowOf(request);
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
  const refusal = row.approval && admitGated(row, row.approval, request);
  if (refusal) return refusal;
  row.executions.add(request.temporalRunId);
  return undefined;
}

/** Statements were checked before: how many there are is left to say. */
function admitGated(
  row: Row,
  { quorum = 1 }: TestApproval,
  request: AdmissionRequest,
): Refusal | undefined {
  if (row.begun || request.workflowType === GATE_WORKFLOW_TYPE) {
    return undefined;
  }
  if ((request.approvals ?? []).length < quorum) {
    return { status: 409, message: 'It was not approved by enough people' };
  }
  if (request.inputDigest !== row.claims.inputDigest) {
    return { status: 409, message: 'The input is not the one approved' };
  }
  row.begun = true;
  return undefined;
}
