import type { Context } from '@temporalio/activity';
import type { StatementClaims } from 'backstage-plugin-temporal-common';
import type { BackendAdmissions } from '../admission/BackendAdmissions';
import { refused } from '../admission/refusal';

const REMEMBERED = 1_000;

interface Execution {
  readonly workflowId: string;
  readonly runId: string;
}

/** A statement and what it says. */
export interface Carried {
  readonly statement: string;
  readonly claims: StatementClaims;
}

/**
 * Knows whether an activity belongs to the run whose statement it carries: to an
 * execution of the run that the backend admitted, or to a workflow that Temporal
 * says descends from one. The run's id alone proves nothing: once the run is
 * over, anybody may start something else under it.
 */
export class Lineage {
  readonly #admissions: BackendAdmissions;
  readonly #roots = new Map<string, Execution>();

  constructor(admissions: BackendAdmissions) {
    this.#admissions = admissions;
  }

  /** @throws ApplicationFailure, non-retryable when it belongs to another */
  async assertBelongs(
    context: Pick<Context, 'info' | 'client'>,
    { statement, claims }: Carried,
  ) {
    const { workflowExecution, workflowType, namespace } = context.info;
    if (!workflowExecution || !workflowType) {
      throw refused(
        'This activity was started without a workflow, so no run answers for it. Start the action from the catalog',
      );
    }
    if (namespace !== claims.namespace) {
      throw refused(
        `The statement of this activity was signed for namespace ${claims.namespace}, and this is ${namespace}`,
      );
    }
    const { workflowId, runId } = workflowExecution;
    const root =
      workflowId === claims.runId
        ? workflowExecution
        : await this.#rootOf(context, workflowExecution);
    if (root.workflowId !== claims.runId) {
      throw refused(
        `The statement of this activity belongs to run ${claims.runId}, and its workflow ${workflowId} does not. Start the action from the catalog instead of copying headers`,
      );
    }
    await this.#admissions.askAboutRoot({
      statement,
      namespace,
      workflowId,
      workflowType,
      temporalRunId: runId,
      firstExecutionRunId: runId,
      inputDigest: claims.inputDigest,
      root: { workflowId: root.workflowId, runId: root.runId },
    });
  }

  // An execution's root never changes, so asking once per execution is enough.
  async #rootOf(
    context: Pick<Context, 'client'>,
    { workflowId, runId }: Execution,
  ) {
    const known = this.#roots.get(runId);
    if (known !== undefined) {
      return known;
    }
    const { raw } = await context.client.workflow
      .getHandle(workflowId, runId)
      .describe();
    const found = raw.workflowExecutionInfo?.rootExecution;
    const root = {
      workflowId: found?.workflowId ?? workflowId,
      runId: found?.runId ?? runId,
    };
    this.#remember(runId, root);
    return root;
  }

  #remember(runId: string, root: Execution) {
    const oldest = this.#roots.keys().next();
    if (this.#roots.size >= REMEMBERED && !oldest.done) {
      this.#roots.delete(oldest.value);
    }
    this.#roots.set(runId, root);
  }
}
