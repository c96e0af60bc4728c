import { ConflictError } from '@backstage/errors';
import type {
  AuthorizationRequest,
  Decision,
  Initiator,
} from 'backstage-plugin-temporal-common';
import { applies, type Actions } from '../actions/Actions';
import type { OwnCatalog } from '../catalog/OwnCatalog';
import type { ApprovalRules } from '../approvals/ApprovalRules';
import { decided } from '../policy/decided';
import { pinnedTo } from '../policy/pinnedTo';
import { notApproved } from '../policy/denials';
import type { RunPolicy } from '../policy/RunPolicy';
import type { LedgerRun, RunLedger } from '../runs/RunLedger';
import type { Statements } from './Statements';

/**
 * Permission asked again inside a run: people move, ownership changes, and so
 * do an action's rules. Nothing is remembered from the start but who asked.
 */
export class Authorization {
  readonly #ledger: RunLedger;
  readonly #statements: Statements;
  readonly #catalog: OwnCatalog;
  readonly #actions: Actions;
  readonly #policy: RunPolicy;
  readonly #approvals: ApprovalRules;

  constructor(deps: {
    ledger: RunLedger;
    statements: Statements;
    catalog: OwnCatalog;
    actions: Actions;
    policy: RunPolicy;
    approvals: ApprovalRules;
  }) {
    this.#ledger = deps.ledger;
    this.#statements = deps.statements;
    this.#catalog = deps.catalog;
    this.#actions = deps.actions;
    this.#policy = deps.policy;
    this.#approvals = deps.approvals;
  }

  /**
   * The run that a statement is about.
   * @throws ConflictError if it is not the statement of an admitted, open run
   */
  async runOf({
    statement,
    namespace,
  }: Pick<
    AuthorizationRequest,
    'statement' | 'namespace'
  >): Promise<LedgerRun> {
    const { runId } = await this.#statements.read(statement);
    const run = await this.#ledger.get(runId);
    const open =
      run?.statement === statement &&
      run.namespace === namespace &&
      run.firstExecutionRunId !== undefined &&
      run.closedAt === undefined;
    if (run && open) return run;
    throw new ConflictError(
      `The statement of run ${runId} is not the one of an open run in namespace ${namespace}`,
    );
  }

  /**
   * Whether the initiator may do this now; in a later attempt, whether whoever
   * asked for it may, too.
   * @throws ServiceUnavailableError if it can't be decided
   */
  async decide(run: LedgerRun): Promise<Decision> {
    const asked = run.retry ? [run.initiator, run.retry.by] : [run.initiator];
    for (const initiator of asked) {
      const decision = await this.#decide(run, initiator);
      if (!decision.allowed) return decision;
    }
    return { allowed: true };
  }

  async #decide(run: LedgerRun, initiator: Initiator): Promise<Decision> {
    const [who, target, action] = await decided(
      Promise.all([
        this.#policy.identify({ initiator }),
        this.#catalog.entity(run.target.entityRef),
        this.#actions.get(run.action.ref),
      ]),
    );
    if (!target) return gone(run, run.target.entityRef);
    if (!action || !applies(action, target)) return gone(run, run.action.ref);
    const [decision] = await decided(
      this.#policy.mayStart(who, target, [pinnedTo(action, run)]),
    );
    if (!decision.allowed || run.approvedAt) return decision;
    const needed = this.#approvals.neededFor(action, target, run.input);
    const lacks = [run.approval, needed].find(one => one?.required);
    return lacks ? notApproved(run, lacks.why) : decision;
  }
}

function gone(run: LedgerRun, ref: string): Decision {
  return {
    allowed: false,
    reason: `${ref} is not in the catalog any more, or no longer for ${run.target.entityRef}`,
    ask: run.owners,
  };
}
