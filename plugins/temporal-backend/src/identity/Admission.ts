import { ConflictError } from '@backstage/errors';
import { optionalTsToDate } from '@temporalio/common/lib/time';
import {
  GATE_WORKFLOW_TYPE,
  type AdmissionRequest,
} from 'backstage-plugin-temporal-common';
import type { LedgerRun, RunLedger } from '../runs/RunLedger';
import { describeRun, isOfChain } from '../temporal/describeRun';
import { isNotFound, unavailable } from '../temporal/errors';
import type { TemporalNamespaces } from '../temporal/TemporalNamespaces';
import type { Quorum } from './Quorum';
import type { Statements } from './Statements';

/** The backend's one-time yes to a run, asked for by the worker that has it. */
export class Admission {
  readonly #ledger: RunLedger;
  readonly #statements: Statements;
  readonly #temporal: TemporalNamespaces;
  readonly #quorum: Quorum;

  constructor(deps: {
    ledger: RunLedger;
    quorum: Quorum;
    statements: Statements;
    temporal: TemporalNamespaces;
  }) {
    this.#ledger = deps.ledger;
    this.#quorum = deps.quorum;
    this.#statements = deps.statements;
    this.#temporal = deps.temporal;
  }

  /**
   * The open run that a statement is about.
   * @throws ConflictError if there is none. A worker takes this answer, and no
   *   other, as final
   */
  async runOf(request: AdmissionRequest): Promise<LedgerRun> {
    const claims = await this.#statements.read(request.statement);
    const run = await this.#ledger.get(claims.runId);
    if (!run) throw refused('the ledger has no such run', claims.runId);
    if (run.statement !== request.statement) {
      throw refused(
        'it is not the statement of the present attempt',
        claims.runId,
      );
    }
    if (run.closedAt) {
      throw refused(`the run is over (${run.status})`, claims.runId);
    }
    if (request.namespace !== claims.namespace) {
      throw refused(`it is for namespace ${claims.namespace}`, claims.runId);
    }
    return run;
  }

  /**
   * Admits a workflow as this run.
   * @throws ConflictError, as final, with the reason it is not that run
   */
  async admit(request: AdmissionRequest, run: LedgerRun): Promise<void> {
    await (request.root
      ? this.#admitChild(request, run)
      : this.#admitRun(request, run));
  }

  async #admitRun(request: AdmissionRequest, run: LedgerRun): Promise<void> {
    if (request.workflowId !== run.workflowId) {
      throw refused(`it is not about workflow ${request.workflowId}`, run.id);
    }
    const first = request.temporalRunId === request.firstExecutionRunId;
    const gated = run.approval?.required === true;
    const type = gated && first ? GATE_WORKFLOW_TYPE : run.workflowType;
    if (request.workflowType !== type) {
      throw refused(`it is for workflow type ${type}`, run.id);
    }
    if (gated && !first && !run.approvedAt) {
      await this.#admitBehindGate(request, run);
      return;
    }
    if (first && request.inputDigest !== run.inputDigest) {
      throw refused('the input is not the one that was decided on', run.id);
    }
    const unseen = run.firstExecutionRunId === undefined;
    const late = unseen && run.startBy < new Date();
    if (late && !(await this.#beganInTime(run, request))) {
      throw refused('it was started after its start-by time', run.id);
    }
    const ours = await this.#ledger.started(
      run.id,
      request.firstExecutionRunId,
    );
    if (!ours) throw refused('another execution was admitted', run.id);
  }

  /** What was approved is admitted once; what follows it goes by the chain. */
  async #admitBehindGate(
    request: AdmissionRequest,
    run: LedgerRun,
  ): Promise<void> {
    if (request.firstExecutionRunId !== run.firstExecutionRunId) {
      throw refused('it is not behind the gate that was admitted', run.id);
    }
    if (request.inputDigest !== run.inputDigest) {
      throw refused('the input is not the one that was approved', run.id);
    }
    await this.#quorum.assertMade(run, request.approvals ?? []);
    await this.#ledger.approved(run.id);
  }

  /**
   * Whether what asks late was started in time: workers may have been away, and
   * so may we have been when Temporal answered the start.
   */
  async #beganInTime(
    run: LedgerRun,
    { firstExecutionRunId }: AdmissionRequest,
  ): Promise<boolean> {
    const { workflowExecutionInfo } = await this.#ask(run, () =>
      describeRun(this.#temporal.of(run), run, firstExecutionRunId),
    );
    const began = optionalTsToDate(workflowExecutionInfo?.startTime);
    return began !== undefined && began <= run.startBy;
  }

  /** @throws ServiceUnavailableError, after which the worker asks again */
  async #ask<T>(run: LedgerRun, question: () => Promise<T>): Promise<T> {
    try {
      return await question();
    } catch (error) {
      if (!isNotFound(error)) throw unavailable('Nothing was admitted', error);
      // "Not found" is also what a missing namespace answers.
      await this.#temporal
        .of(run)
        .checkNamespace()
        .catch(missing => {
          throw unavailable('Nothing was admitted', missing);
        });
      throw new ConflictError(
        'Temporal does not know the workflow that is to be admitted',
      );
    }
  }

  async #admitChild(request: AdmissionRequest, run: LedgerRun): Promise<void> {
    const { root } = request;
    if (root?.workflowId !== run.workflowId) {
      throw refused('the parent chain does not begin with the run', run.id);
    }
    if (root.runId === run.firstExecutionRunId) return;
    const described = await this.#ask(run, () =>
      describeRun(this.#temporal.of(run), run, root.runId),
    );
    if (!isOfChain(run, described)) {
      throw refused('the parent chain begins with another execution', run.id);
    }
  }
}

function refused(reason: string, runId: string): ConflictError {
  return new ConflictError(
    `The statement of run ${runId} does not admit this workflow: ${reason}`,
  );
}
