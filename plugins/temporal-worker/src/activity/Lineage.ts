import type { Context } from '@temporalio/activity';
import type { StatementClaims } from 'backstage-plugin-temporal-common';
import { refused } from '../admission/refusal';

const REMEMBERED = 1_000;

interface Execution {
  readonly workflowId: string;
  readonly runId: string;
}

/**
 * Knows whether an activity belongs to the run whose statement it carries: to
 * the run's own workflow, or to one that Temporal says descends from it.
 */
export class Lineage {
  readonly #roots = new Map<string, string>();

  /** @throws ApplicationFailure, non-retryable when it belongs to another */
  async assertBelongs(
    context: Pick<Context, 'info' | 'client'>,
    claims: StatementClaims,
  ) {
    const { workflowExecution, namespace } = context.info;
    if (!workflowExecution) {
      throw refused(
        'This activity was started without a workflow, so no run answers for it. Start the action from the catalog',
      );
    }
    if (namespace !== claims.namespace) {
      throw refused(
        `The statement of this activity was signed for namespace ${claims.namespace}, and this is ${namespace}`,
      );
    }
    if (workflowExecution.workflowId === claims.runId) {
      return;
    }
    const root = await this.#rootOf(context, workflowExecution);
    if (root !== claims.runId) {
      throw refused(
        `The statement of this activity belongs to run ${claims.runId}, and its workflow ${workflowExecution.workflowId} does not. Start the action from the catalog instead of copying headers`,
      );
    }
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
    const root =
      raw.workflowExecutionInfo?.rootExecution?.workflowId ?? workflowId;
    this.#remember(runId, root);
    return root;
  }

  #remember(runId: string, root: string) {
    const oldest = this.#roots.keys().next();
    if (this.#roots.size >= REMEMBERED && !oldest.done) {
      this.#roots.delete(oldest.value);
    }
    this.#roots.set(runId, root);
  }
}
