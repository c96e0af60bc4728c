import type {
  Payload,
  PayloadCodec,
  SerializationContext,
} from '@temporalio/common';
import { Runtime } from '@temporalio/worker';
import {
  SEAL_METADATA,
  SEALED_ENCODING,
} from 'backstage-plugin-temporal-common';
import type { SecretKeys } from 'backstage-plugin-temporal-credentials';
import { withoutKeys } from './refusals';
import { sealedFor } from './sealedActivities';

/**
 * Seals what runs with secrets tell Temporal, and opens it again: what workflow
 * code marked, and all that activities of such runs send. What is of other runs
 * passes as it is. Without keys nothing passes that would have to be sealed.
 */
export class SealingCodec implements PayloadCodec {
  readonly #keys: SecretKeys | undefined;
  /** What was last said of a changed file of keys. */
  #warned: string | undefined;

  constructor(keys: SecretKeys | undefined) {
    this.#keys = keys;
  }

  async encode(
    payloads: Payload[],
    about?: SerializationContext,
  ): Promise<Payload[]> {
    return Promise.all(payloads.map(payload => this.#encode(payload, about)));
  }

  async decode(payloads: Payload[]): Promise<Payload[]> {
    return Promise.all(payloads.map(payload => this.#decode(payload)));
  }

  async #encode(
    payload: Payload,
    about: SerializationContext | undefined,
  ): Promise<Payload> {
    const { [SEAL_METADATA]: mark, ...metadata } = payload.metadata ?? {};
    const run = mark ? text(mark) : sealedFor(about);
    return run === undefined
      ? payload
      : this.#given().sealPayload({ ...payload, metadata }, run);
  }

  // Of whatever run: a child's, or one that was sent a signal, has another id.
  async #decode(payload: Payload): Promise<Payload> {
    const encoding = payload.metadata?.encoding;
    if (!encoding || text(encoding) !== SEALED_ENCODING) {
      return payload;
    }
    return (await this.#given().openPayload(payload)).value;
  }

  #given(): SecretKeys {
    if (!this.#keys) throw withoutKeys();
    this.#warn(this.#keys);
    return this.#keys;
  }

  #warn({ trouble }: SecretKeys): void {
    if (trouble !== undefined && trouble !== this.#warned) {
      Runtime.instance().logger.warn(
        `The keys of secrets stay as they were. ${trouble}`,
      );
    }
    this.#warned = trouble;
  }
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
