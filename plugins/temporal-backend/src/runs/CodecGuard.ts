import { NotAllowedError, NotFoundError } from '@backstage/errors';
import type { Payload } from '@temporalio/common';
import { runOfPayload } from 'backstage-plugin-temporal-credentials';
import type { Caller } from '../identity/Caller';
import type { DetailGuard } from './DetailGuard';
import type { House } from './House';
import { isUuid } from './isUuid';

/** Of one request; each is looked up, decided about and recorded. */
const RUNS_MOST = 50;

/** The guard for what workers sealed: opened for those who may see it. */
export class CodecGuard {
  readonly #house: Pick<House, 'audit' | 'secrets'>;
  readonly #details: DetailGuard;

  constructor(house: Pick<House, 'audit' | 'secrets'>, details: DetailGuard) {
    this.#house = house;
    this.#details = details;
  }

  /**
   * Each payload opened, or as it was if it can't or may not be. What is in the
   * envelope of an input stays there.
   * @throws NotAllowedError for machines
   */
  async decode(
    payloads: readonly Payload[],
    caller: Caller,
  ): Promise<readonly Payload[]> {
    if (caller.initiator.kind === 'service') return this.#refuse(caller);
    const opened = new Map<Payload, Payload>();
    for (const [runId, sealed] of [...byRun(payloads)].slice(0, RUNS_MOST)) {
      for (const [from, to] of await this.#opened(runId, sealed, caller)) {
        opened.set(from, to);
      }
    }
    return payloads.map(payload => opened.get(payload) ?? payload);
  }

  async #opened(runId: string, sealed: readonly Payload[], caller: Caller) {
    try {
      return await this.#details.look(runId, caller, () =>
        Promise.all(sealed.map(payload => this.#open(payload))),
      );
    } catch (error) {
      const known =
        error instanceof NotAllowedError || error instanceof NotFoundError;
      if (known) return [];
      throw error;
    }
  }

  async #open(payload: Payload): Promise<readonly [Payload, Payload]> {
    try {
      const { value } = await this.#house.secrets.openPayload(payload);
      return [payload, value];
    } catch {
      // Its key is missing, or it was not sealed here.
      return [payload, payload];
    }
  }

  #refuse(caller: Caller): Promise<never> {
    const attempt = { event: 'access-denied', caller, meta: {} } as const;
    return this.#house.audit.record(attempt, async () => {
      throw new NotAllowedError(
        'Only people look at what is sealed; machines never do',
      );
    });
  }
}

/** Those that are sealed, by the run that they say they are of. */
function byRun(
  payloads: readonly Payload[],
): ReadonlyMap<string, readonly Payload[]> {
  const found = new Map<string, Payload[]>();
  for (const payload of payloads) {
    const runId = runOfPayload(payload);
    if (!runId || !isUuid(runId)) continue;
    found.set(runId, [...(found.get(runId) ?? []), payload]);
  }
  return found;
}
