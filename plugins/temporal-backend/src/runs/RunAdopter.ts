import { ConflictError } from '@backstage/errors';
import { initiatorRef, ownersOf } from 'backstage-plugin-temporal-common';
import { oneLine } from '../actions/oneLine';
import { theScheduler } from '../audit/Attempt';
import type { AuditTrail } from '../audit/AuditTrail';
import type { OwnCatalog } from '../catalog/OwnCatalog';
import { beginningOf, type Beginning } from '../temporal/beginning';
import { isNotFound } from '../temporal/errors';
import type { TemporalConnection } from '../temporal/TemporalConnection';
import type { Claims } from './claimsOf';
import type { AdoptedRun } from './AdoptedRun';
import type { RunLedger } from './RunLedger';
import type { Execution } from './Sightings';

const LONGEST_TITLE = 200;

/** What a stranger says of itself, once that could be read. */
export type ReadClaims = Extract<Claims, { readonly targetRef: string }>;

/**
 * Takes workflows that were started elsewhere into the ledger, as unverified.
 * A run of theirs has the id of its first execution: Temporal draws it, no
 * client chooses it, and so all rounds and replicas adopt the same run once.
 */
export class RunAdopter {
  readonly #ledger: RunLedger;
  readonly #catalog: OwnCatalog;
  readonly #audit: AuditTrail;

  constructor(deps: {
    ledger: RunLedger;
    catalog: OwnCatalog;
    audit: AuditTrail;
  }) {
    this.#ledger = deps.ledger;
    this.#catalog = deps.catalog;
    this.#audit = deps.audit;
  }

  /**
   * Adopts the run that an execution in a namespace belongs to.
   * @returns its id; `undefined` if there is nothing to adopt: it is a child, a
   *   run that is known, or gone from Temporal
   * @throws ServiceUnavailableError if the catalog or the audit can't be reached
   */
  async adopt(
    temporal: TemporalConnection,
    stranger: Execution,
    claims: ReadClaims,
  ): Promise<string | undefined> {
    const began = await beginningOfChain(temporal, stranger);
    const id = began?.firstExecutionRunId;
    if (!began || !id || began.isChild) return undefined;
    const first = { ...stranger, temporalRunId: id };
    // A later execution of a run that is in the ledger.
    if ((await this.#ledger.holders([first])).has(id)) return undefined;
    const entity = await this.#catalog.entity(claims.targetRef);
    const adopted = await this.#write({
      id,
      title: oneLine(began.workflowType, LONGEST_TITLE),
      workflowId: stranger.workflowId,
      temporalRunId: stranger.temporalRunId,
      target: { entityRef: claims.targetRef },
      initiator: claims.initiator,
      owners: entity ? ownersOf(entity) : [],
      cluster: temporal.cluster,
      namespace: temporal.namespace,
      workflowType: began.workflowType,
      taskQueue: began.taskQueue,
      input: began.input,
      startedAt: began.startedAt,
    });
    return adopted ? id : undefined;
  }

  /** @returns `false` if another replica was faster */
  async #write(run: AdoptedRun): Promise<boolean> {
    const meta = {
      run: run.id,
      target: run.target.entityRef,
      workflow: run.workflowId,
      namespace: run.namespace,
      claimed: initiatorRef(run.initiator),
    };
    const attempt = { event: 'run-adopt', caller: theScheduler, meta } as const;
    try {
      await this.#audit.record(attempt, async () => {
        if (await this.#ledger.adopt(run)) return;
        throw new ConflictError(`Run ${run.id} is adopted already`);
      });
      return true;
    } catch (error) {
      if (error instanceof ConflictError) return false;
      throw error;
    }
  }
}

/** How the chain began, as far as retention has kept it. */
async function beginningOfChain(
  temporal: TemporalConnection,
  stranger: Execution,
): Promise<Beginning | undefined> {
  const began = await ask(temporal, stranger);
  const first = began?.firstExecutionRunId;
  if (!first || first === stranger.temporalRunId) return began;
  return (await ask(temporal, { ...stranger, temporalRunId: first })) ?? began;
}

async function ask(
  temporal: TemporalConnection,
  execution: Execution,
): Promise<Beginning | undefined> {
  try {
    return await beginningOf(temporal, execution);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}
