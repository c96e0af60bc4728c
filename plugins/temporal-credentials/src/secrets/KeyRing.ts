import { z } from 'zod';
import type { CredentialFact } from '../credentials/CredentialFact';
import { FromFiles } from '../files/FromFiles';

const KEY_BYTES = 32;

const keySetSchema = z.object({
  keys: z
    .array(
      z.object({
        kty: z.literal('oct', 'must be "oct"'),
        kid: z.string('is missing').min(1, 'is empty'),
        k: z.string('is missing'),
      }),
    )
    .min(1, 'has no key'),
});

/**
 * Where the keys for secrets are: a file with a JWK Set (RFC 7517) of `oct` keys
 * of 256 bits, each with a `kid`, that is read again when it changes; or keys by
 * value, `key` being 32 bytes in base64. The first seals, all open.
 * @public
 */
export type SecretKeysOptions =
  | { readonly keySetFile: string }
  | {
      readonly keys: ReadonlyArray<{
        readonly id: string;
        readonly key: string;
      }>;
    };

/** A key of 256 bits, with its id. */
export interface SecretKey {
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** The keys for secrets, as they are now. */
export class KeyRing {
  readonly #setting: string;
  readonly #keys: () => Promise<readonly SecretKey[]>;
  readonly #file: FromFiles<readonly SecretKey[]> | undefined;

  /**
   * @param setting - names where this is configured, in errors
   * @throws Error if keys by value are not well
   */
  constructor(options: SecretKeysOptions, setting: string) {
    this.#setting = `${setting}.keySetFile`;
    if ('keys' in options) {
      const keys = ofValues(options.keys, setting);
      this.#keys = async () => keys;
      return;
    }
    const named = { setting: this.#setting, path: options.keySetFile };
    const file = new FromFiles([named], ([content]) =>
      ofFile(content, named.setting),
    );
    this.#file = file;
    this.#keys = () => file.current();
  }

  /** The one that seals. @throws Error if the file could never be read */
  async first(): Promise<SecretKey> {
    const [first] = await this.#keys();
    return first;
  }

  /** @returns `undefined` if there is none of that id */
  async find(id: string): Promise<SecretKey | undefined> {
    return (await this.#keys()).find(key => key.id === id);
  }

  /** Why the file as it was used last is not in use, if it is not. */
  get trouble(): string | undefined {
    return this.#file?.trouble;
  }

  /** What is known of the file, if there is one. */
  async facts(): Promise<readonly CredentialFact[]> {
    const file = this.#file;
    if (!file) return [];
    await file.current().catch(() => undefined);
    const { since, trouble } = file;
    return [{ setting: this.#setting, since, trouble }];
  }
}

function ofValues(
  keys: ReadonlyArray<{ readonly id: string; readonly key: string }>,
  setting: string,
): readonly SecretKey[] {
  if (keys.length === 0) throw new Error(`${setting}.keys has no key`);
  const read = keys.map(({ id, key }) => decoded(id, key, 'base64'));
  return checked(read, `${setting}.keys`);
}

function ofFile(content: Buffer, setting: string): readonly SecretKey[] {
  const { keys } = parse(content, setting);
  const read = keys.map(({ k, kid }) => decoded(kid, k, 'base64url'));
  return checked(read, setting);
}

function parse(content: Buffer, setting: string) {
  try {
    return keySetSchema.parse(JSON.parse(content.toString('utf8')));
  } catch (error) {
    // What JSON.parse says quotes the file.
    const what =
      error instanceof z.ZodError
        ? error.issues
            .map(({ message, path }) => `${path.join('.')} ${message}`)
            .join('; ')
        : 'it is not JSON';
    throw new Error(`The file of ${setting} is no set of keys: ${what}`);
  }
}

interface Decoded {
  readonly id: string;
  readonly bytes: Buffer;
  readonly encoded: string;
  readonly encoding: 'base64' | 'base64url';
}

function decoded(
  id: string,
  encoded: string,
  encoding: Decoded['encoding'],
): Decoded {
  return { id, bytes: Buffer.from(encoded, encoding), encoded, encoding };
}

function checked(
  keys: readonly Decoded[],
  setting: string,
): readonly SecretKey[] {
  for (const { bytes, encoded, encoding, id } of keys) {
    // Node passes over what is not of the alphabet: a slip would be a key, too.
    if (bytes.toString(encoding) !== encoded) {
      throw new Error(`Key ${id} of ${setting} is not ${encoding}`);
    }
    if (bytes.length !== KEY_BYTES) {
      throw new Error(
        `Key ${id} of ${setting} has ${bytes.length} bytes; it must have ${KEY_BYTES}`,
      );
    }
    if (keys.filter(other => other.id === id).length > 1) {
      throw new Error(`${setting} has two keys of the id ${id}`);
    }
  }
  return keys;
}
