import type { LoggerService } from '@backstage/backend-plugin-api';
import type { CredentialFact } from 'backstage-plugin-temporal-credentials';

const DAY_MS = 86_400_000;

export type CredentialCondition = 'ok' | 'warning' | 'expired' | 'trouble';

/**
 * How a credential is, for anybody. `warning`: its end, or its greatest age, is
 * near. `expired`: one of both is past. `trouble`: what its file holds now can't
 * be used. Times are ISO 8601.
 */
export interface CredentialState {
  readonly setting: string;
  readonly since?: string;
  readonly expires?: string;
  readonly condition: CredentialCondition;
}

/** When a credential should be replaced. */
export interface CredentialLimits {
  readonly maxAgeMs?: number;
  readonly warnBeforeMs: number;
}

/** Anything that has credentials. */
export interface CredentialHolder {
  facts(): Promise<readonly CredentialFact[]>;
}

interface Seen {
  readonly fact: CredentialFact;
  readonly condition: CredentialCondition;
  /** When it has to be replaced, if that is known. */
  readonly end: Date | undefined;
}

/** All credentials that calls to Temporal depend on: how old, how long good. */
export class Credentials {
  readonly #holders: readonly CredentialHolder[];
  readonly #limits: CredentialLimits;
  readonly #logger: LoggerService;
  readonly #warned = new Map<string, { said: string; at: number }>();

  constructor(deps: {
    readonly holders: readonly CredentialHolder[];
    readonly limits: CredentialLimits;
    readonly logger: LoggerService;
  }) {
    this.#holders = deps.holders;
    this.#limits = deps.limits;
    this.#logger = deps.logger;
  }

  async facts(): Promise<readonly CredentialFact[]> {
    const facts = await Promise.all(this.#holders.map(one => one.facts()));
    return facts.flat();
  }

  async states(): Promise<readonly CredentialState[]> {
    return (await this.#look()).map(({ condition, fact }) => ({
      setting: fact.setting,
      since: fact.since?.toISOString(),
      expires: fact.expires?.toISOString(),
      condition,
    }));
  }

  /** Writes into the log what is not well, once a day and when it changes. */
  async warn(): Promise<void> {
    const now = Date.now();
    for (const seen of await this.#look()) {
      const { setting } = seen.fact;
      const said = inWords(seen);
      const before = this.#warned.get(setting);
      if (said === undefined) this.#warned.delete(setting);
      else if (before?.said !== said || now - before.at >= DAY_MS) {
        this.#warned.set(setting, { said, at: now });
        this.#logger.warn(said);
      }
    }
  }

  async #look(): Promise<readonly Seen[]> {
    const facts = await this.facts();
    return facts.map(fact => {
      const end = endOf(fact, this.#limits);
      return { fact, end, condition: conditionOf(fact, end, this.#limits) };
    });
  }
}

function endOf(
  { expires, setting, since }: CredentialFact,
  { maxAgeMs }: CredentialLimits,
): Date | undefined {
  // An authority's certificate is no secret, and lives for years.
  const ages = !setting.endsWith('.caFile');
  const tooOld =
    ages && since && maxAgeMs !== undefined
      ? since.getTime() + maxAgeMs
      : Infinity;
  const end = Math.min(tooOld, expires?.getTime() ?? Infinity);
  return end === Infinity ? undefined : new Date(end);
}

function conditionOf(
  { since, trouble }: CredentialFact,
  end: Date | undefined,
  { warnBeforeMs }: CredentialLimits,
): CredentialCondition {
  if (trouble !== undefined) return 'trouble';
  if (!end) return 'ok';
  const left = end.getTime() - Date.now();
  if (left <= 0) return 'expired';
  // What lives for a day is not warned of all day long.
  const third = since ? (end.getTime() - since.getTime()) / 3 : Infinity;
  return left <= Math.min(warnBeforeMs, third) ? 'warning' : 'ok';
}

function inWords({ condition, end, fact }: Seen): string | undefined {
  const { setting, trouble } = fact;
  if (condition === 'trouble') {
    return `The credential of ${setting} can't be read anew: ${trouble}. What was read before stays in use, if there was anything`;
  }
  if (condition === 'ok' || !end) return undefined;
  const when = end.toISOString();
  return condition === 'expired'
    ? `The credential of ${setting} should have been replaced by ${when}; put a new one there`
    : `The credential of ${setting} must be replaced by ${when}; put a new one there`;
}
