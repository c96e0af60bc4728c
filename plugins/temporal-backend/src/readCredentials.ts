import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { CredentialLimits } from './health/Credentials';
import type { WorkerTokenGrant } from './identity/WorkerTokens';
import { readLimited } from './readLimited';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const YEARS_MS = 3_650 * DAY_MS;
/** The key that signed one stays published for a week after its last. */
const LONGEST_TOKEN_MS = 5 * DAY_MS;

/**
 * Reads `temporal.credentials`.
 * @throws InputError naming the config key that is wrong
 */
export function readCredentialLimits(config: Config): CredentialLimits {
  const read = (key: string, standardMs: number) =>
    readLimited(config, {
      key: `credentials.${key}`,
      setting: `temporal.credentials.${key}`,
      standardMs,
      within: [DAY_MS, YEARS_MS],
    });
  return {
    maxAgeMs: config.has('credentials.maxAge') ? read('maxAge', 0) : undefined,
    warnBeforeMs: read('warnBefore', 14 * DAY_MS),
  };
}

/**
 * Reads `temporal.workers[].tokens`, by the subject of the worker.
 * @throws InputError naming the config key that is wrong
 */
export function readWorkerTokens(
  config: Config,
): ReadonlyMap<string, WorkerTokenGrant> {
  const grants = new Map<string, WorkerTokenGrant>();
  const workers = config.getOptionalConfigArray('workers') ?? [];
  for (const [i, worker] of workers.entries()) {
    if (!worker.has('tokens')) continue;
    const setting = `temporal.workers[${i}].tokens`;
    const subject = worker.getString('subject');
    if (grants.has(subject)) {
      throw new InputError(
        `${setting} is there for ${subject} a second time; keep one`,
      );
    }
    const tokens = worker.getConfig('tokens');
    grants.set(subject, {
      issuedTo: new Set(tokens.getStringArray('issuedTo')),
      lifetimeMs: readLimited(tokens, {
        key: 'lifetime',
        setting: `${setting}.lifetime`,
        standardMs: DAY_MS,
        within: [MINUTE_MS, LONGEST_TOKEN_MS],
      }),
    });
  }
  return grants;
}
