import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import { initiatorRef } from 'backstage-plugin-temporal-common';
import type { Knex } from 'knex';
import { oneLine } from '../actions/oneLine';
import { about } from '../audit/about';
import { theScheduler } from '../audit/Attempt';
import type { AuditTrail } from '../audit/AuditTrail';
import { aboutRun } from '../telemetry/aboutRun';
import type { Meters } from '../telemetry/Meters';
import { beginningOf } from '../temporal/beginning';
import { isNotFound, isUnreachable, reasonOf } from '../temporal/errors';
import type { Principal } from '../temporal/principalOf';
import type { TemporalConnection } from '../temporal/TemporalConnection';
import { attestationOf } from './attestationOf';
import type { AttestedRuns } from './AttestedRuns';
import type { LedgerRun } from './RunLedger';
import { SeenBefore } from './SeenBefore';

/** However many there are, Temporal is asked about so many a round. */
const MOST_LOOKS = 100;
const AT_ONCE = 8;
const LONGEST_NAME = 200;

/**
 * Looks up, once a run, whom Temporal itself names as the one who started it,
 * and raises the alarm if that is somebody else than its initiator.
 */
export class Attestor {
  readonly #attested: AttestedRuns;
  readonly #audit: AuditTrail;
  readonly #logger: LoggerService;
  readonly #meters: Meters;
  readonly #told = new SeenBefore();

  constructor(deps: {
    attested: AttestedRuns;
    audit: AuditTrail;
    logger: LoggerService;
    meters: Meters;
  }) {
    this.#attested = deps.attested;
    this.#audit = deps.audit;
    this.#logger = deps.logger;
    this.#meters = deps.meters;
  }

  /**
   * One round, of bounded size, over the runs of a namespace.
   * @throws if Temporal can't be reached
   */
  async look(temporal: TemporalConnection): Promise<void> {
    if (!temporal.namesCallers) return this.#attested.skip(temporal);
    const runs = await this.#attested.missing(temporal, MOST_LOOKS);
    for (let i = 0; i < runs.length; i += AT_ONCE) {
      const some = runs.slice(i, i + AT_ONCE);
      await Promise.all(some.map(run => this.#lookAt(temporal, run)));
    }
    return undefined;
  }

  /** Notes whom Temporal names, with an alarm, once, if that is another. */
  async note(run: LedgerRun, principal: Principal): Promise<void> {
    const differs = !attestationOf(run.initiator, principal).matches;
    const written = await this.#attested.write(run.id, principal, async trx => {
      if (differs) await this.#record(trx, run, principal);
    });
    if (!written || !differs) return;
    this.#meters.differed();
    const why = difference(run, principal);
    aboutRun(this.#logger, run.id).warn(`Run ${run.id}: ${why}`);
  }

  async #lookAt(temporal: TemporalConnection, run: LedgerRun): Promise<void> {
    try {
      const principal = await firstPrincipal(temporal, run);
      if (principal) await this.note(run, principal);
      else await this.#attested.writeNobody(run.id);
    } catch (error) {
      if (isUnreachable(error)) throw error;
      if (this.#told.has(run.id)) return;
      this.#told.add(run.id);
      aboutRun(this.#logger, run.id).warn(
        `Could not look up who started run ${run.id}: ${reasonOf(error)}`,
      );
    }
  }

  /** With the ledger's transaction: of several replicas, one records it. */
  async #record(trx: Knex, run: LedgerRun, principal: Principal) {
    const { type, name } = plain(principal);
    const meta = { ...about(run), principal: name, principalType: type };
    const attempt = {
      event: 'run-attest',
      caller: theScheduler,
      meta,
    } as const;
    const found = new ConflictError(difference(run, principal));
    await this.#audit
      .within(trx)
      .record(attempt, () => Promise.reject(found))
      .catch(error => {
        if (error !== found) throw error;
      });
  }
}

/** By the first execution of the chain; later ones are started by workers. */
async function firstPrincipal(
  temporal: TemporalConnection,
  { workflowId, firstExecutionRunId }: LedgerRun,
): Promise<Principal | undefined> {
  try {
    const first = { workflowId, temporalRunId: firstExecutionRunId };
    return (await beginningOf(temporal, first)).principal;
  } catch (error) {
    if (!isNotFound(error)) throw error;
    // "Not found" is also what a missing namespace answers.
    await temporal.checkNamespace();
    return undefined;
  }
}

function difference(run: LedgerRun, principal: Principal): string {
  const { type, name } = plain(principal);
  const asked = initiatorRef(run.initiator);
  const other = run.verified
    ? `its initiator is ${asked}`
    : `it claims to be started by ${asked}`;
  return `Temporal names ${name} (${type}) as the one who started it, but ${other}`;
}

/** Whoever signs tokens may write anything into them. */
function plain({ type, name }: Principal): Principal {
  return {
    type: oneLine(type, LONGEST_NAME),
    name: oneLine(name, LONGEST_NAME),
  };
}
