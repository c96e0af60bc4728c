import type { JsonValue } from '@backstage/types';
import type { Payload } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import { SEALED_ENCODING, SECRET_TYPE } from 'backstage-plugin-temporal-common';
import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from 'jose';
import type { CredentialFact } from '../credentials/CredentialFact';
import { KeyRing, type SecretKeysOptions } from './KeyRing';
import { CantOpen, KeyMissing } from './errors';

/** JWE `typ` of a sealed payload. */
const PAYLOAD_TYPE = 'run-payload+jwe';

const protobuf = temporal.api.common.v1.Payload;

/**
 * Something that was opened, and the id of the run that it is of.
 * @public
 */
export interface Opened<T> {
  readonly run: string;
  readonly value: T;
}

/**
 * Seals values and payloads of runs, and opens them: compact JWE (RFC 7516),
 * `dir` and `A256GCM`, with the id of key and run in the authenticated header.
 * No error says anything of what is inside.
 * @public
 */
export class SecretKeys {
  readonly #ring: KeyRing;
  readonly #setting: string;

  /**
   * @param setting - names where the keys are configured, in errors
   * @throws Error if keys by value are not well
   */
  constructor(options: SecretKeysOptions, setting: string) {
    this.#ring = new KeyRing(options, setting);
    this.#setting = setting;
  }

  /** Why the file as it was used last is not in use, if it is not. */
  get trouble(): string | undefined {
    return this.#ring.trouble;
  }

  /** What is known of the file of the keys, if there is one. */
  facts(): Promise<readonly CredentialFact[]> {
    return this.#ring.facts();
  }

  /**
   * The envelope of a value, for one run.
   * @throws Error if the keys can't be had
   */
  sealSecret(value: JsonValue, run: string): Promise<string> {
    const plain = new TextEncoder().encode(JSON.stringify(value));
    return this.#seal(plain, { typ: SECRET_TYPE, run });
  }

  /**
   * The value in an envelope.
   * @throws KeyMissing, CantOpen
   */
  async openSecret(envelope: string): Promise<Opened<JsonValue>> {
    const { plain, run } = await this.#open(envelope, SECRET_TYPE);
    return { run, value: JSON.parse(new TextDecoder().decode(plain)) };
  }

  /**
   * A payload that holds another in an envelope.
   * @throws Error if the keys can't be had
   */
  async sealPayload(payload: Payload, run: string): Promise<Payload> {
    const plain = protobuf.encode(payload).finish();
    const envelope = await this.#seal(plain, { typ: PAYLOAD_TYPE, run });
    const encoder = new TextEncoder();
    return {
      metadata: { encoding: encoder.encode(SEALED_ENCODING) },
      data: encoder.encode(envelope),
    };
  }

  /**
   * The payload in a payload that was sealed.
   * @throws KeyMissing, CantOpen
   */
  async openPayload(payload: Payload): Promise<Opened<Payload>> {
    const envelope = new TextDecoder().decode(payload.data ?? new Uint8Array());
    const { plain, run } = await this.#open(envelope, PAYLOAD_TYPE);
    return { run, value: protobuf.decode(plain) };
  }

  async #seal(
    plain: Uint8Array,
    header: { readonly typ: string; readonly run: string },
  ): Promise<string> {
    const { bytes, id } = await this.#ring.first();
    return new CompactEncrypt(plain)
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: id, ...header })
      .encrypt(bytes);
  }

  async #open(envelope: string, type: string) {
    const { kid, run, typ } = headerOf(envelope);
    if (typ !== type || typeof run !== 'string' || typeof kid !== 'string') {
      throw new CantOpen();
    }
    const key = await this.#ring.find(kid);
    if (!key) throw new KeyMissing(kid, this.#setting);
    try {
      const { plaintext } = await compactDecrypt(envelope, key.bytes, {
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
      });
      return { plain: plaintext, run };
    } catch {
      throw new CantOpen();
    }
  }
}

/**
 * The run that a sealed payload says it is of, before it is opened.
 * @returns `undefined` if it is no sealed payload
 * @public
 */
export function runOfPayload({ data, metadata }: Payload): string | undefined {
  const decoder = new TextDecoder();
  const { encoding } = metadata ?? {};
  if (!encoding || decoder.decode(encoding) !== SEALED_ENCODING) {
    return undefined;
  }
  try {
    const { run } = headerOf(decoder.decode(data ?? new Uint8Array()));
    return typeof run === 'string' ? run : undefined;
  } catch {
    return undefined;
  }
}

function headerOf(envelope: string) {
  try {
    return decodeProtectedHeader(envelope);
  } catch {
    throw new CantOpen();
  }
}
