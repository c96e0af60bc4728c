import type { Knex } from 'knex';
import type { Backlog } from '../telemetry/Backlog';
import type { TemporalNamespaces } from '../temporal/TemporalNamespaces';
import type { Credentials, CredentialState } from './Credentials';

const KEPT_MS = 2_000;
const LIMIT_MS = 2_000;
/** A round is begun every ten seconds. */
const LAG_MOST_MS = 120_000;

export type Condition = 'ok' | 'degraded';

/**
 * How it is going, for probes: which part is not well, and nothing of why; of
 * credentials, by what setting and how old, and nothing of what they are.
 */
export interface HealthReport {
  readonly status: Condition;
  readonly parts: {
    readonly database: Condition;
    readonly temporal: Condition;
    readonly reconciler: Condition;
    readonly credentials: Condition;
  };
  /** What calls to Temporal are made with. */
  readonly credentials: readonly CredentialState[];
}

/**
 * Asks the database and Temporal how they are. Whoever asks at the same time, or
 * shortly after, gets the same answer: anybody may ask, and must not be able to
 * load either by it.
 */
export class Health {
  readonly #knex: Knex;
  readonly #temporal: TemporalNamespaces;
  readonly #backlog: Backlog;
  readonly #credentials: Credentials;
  readonly #begun = Date.now();
  #kept: { readonly report: Promise<HealthReport>; until: number } | undefined;

  constructor(deps: {
    readonly knex: Knex;
    readonly temporal: TemporalNamespaces;
    readonly backlog: Backlog;
    readonly credentials: Credentials;
  }) {
    this.#knex = deps.knex;
    this.#temporal = deps.temporal;
    this.#backlog = deps.backlog;
    this.#credentials = deps.credentials;
  }

  report(): Promise<HealthReport> {
    if (this.#kept && performance.now() < this.#kept.until)
      return this.#kept.report;
    const report = this.#look();
    const kept = { report, until: Infinity };
    this.#kept = kept;
    report.finally(() => {
      kept.until = performance.now() + KEPT_MS;
    });
    return report;
  }

  async #look(): Promise<HealthReport> {
    const [database, temporal, reconciler, held] = await Promise.all([
      conditionOf(() => this.#knex.raw('select 1')),
      conditionOf(() => this.#reachAll()),
      conditionOf(() => this.#assertCaughtUp()),
      this.#lookAtCredentials(),
    ]);
    const { credentials, states } = held;
    const parts = { database, temporal, reconciler, credentials };
    const well = Object.values(parts).every(part => part === 'ok');
    return { status: well ? 'ok' : 'degraded', parts, credentials: states };
  }

  async #reachAll(): Promise<void> {
    const { configured } = this.#temporal;
    await Promise.all(configured.map(one => one.checkNamespace(LIMIT_MS)));
  }

  async #lookAtCredentials() {
    let states: readonly CredentialState[] = [];
    const credentials = await conditionOf(async () => {
      states = await this.#credentials.states();
      const bad = states.some(
        ({ condition }) => condition === 'expired' || condition === 'trouble',
      );
      if (bad) throw new Error('A credential is to be replaced');
    });
    return { credentials, states };
  }

  /** A backend that came up just now has had no time to catch up. */
  async #assertCaughtUp(): Promise<void> {
    const until = (await this.#backlog.reconciledUntil())?.getTime() ?? 0;
    const lag = Date.now() - Math.max(until, this.#begun);
    if (lag > LAG_MOST_MS) throw new Error('The reconciler is behind');
  }
}

async function conditionOf(ask: () => Promise<unknown>): Promise<Condition> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Condition>(resolve => {
    timer = setTimeout(() => resolve('degraded'), LIMIT_MS);
  });
  const asked = ask().then(
    () => 'ok' as const,
    () => 'degraded' as const,
  );
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}
