import type {
  AdmissionRequest,
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

/**
 * What a backend must remember to admit each run once: the runs it signed, and
 * the first execution that came for each.
 */
export class TestLedger {
  readonly #rows = new Map<string, Row>();
  readonly #refusals = new Map<string, Refusal>();

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

  /** Admits the run, or says why not. */
  admit(request: AdmissionRequest): Refusal | undefined {
    const row = [...this.#rows.values()].find(
      ({ statement }) => statement === request.statement,
    );
    if (!row) {
      return { status: 409, message: 'There is no run with this statement' };
    }
    return this.#refusals.get(row.claims.runId) ?? admitRow(row, request);
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
