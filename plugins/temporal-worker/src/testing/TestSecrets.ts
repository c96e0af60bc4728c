import { SECRET_PROPERTY } from 'backstage-plugin-temporal-common';
import { SecretKeys } from 'backstage-plugin-temporal-credentials';
import { randomBytes } from 'node:crypto';
import { TestSecret } from './TestSecret';

/**
 * A key of secrets: 32 bytes in base64.
 * @public
 */
export interface TestSecretKey {
  readonly id: string;
  readonly key: string;
}

/** The keys of a test backend's secrets; the newest seals, all open. */
export class TestSecrets {
  #keys: readonly TestSecretKey[];

  /** @param keys - made up if left out */
  constructor(keys: readonly TestSecretKey[] = [aKey(0)]) {
    this.#keys = keys;
  }

  get options(): { readonly keys: readonly TestSecretKey[] } {
    return { keys: this.#keys };
  }

  /** The same keys, as a JWK Set. */
  get keySet() {
    return {
      keys: this.#keys.map(({ id, key }) => ({
        ...{ kty: 'oct', alg: 'A256GCM', kid: id },
        k: Buffer.from(key, 'base64').toString('base64url'),
      })),
    };
  }

  rotate(): void {
    this.#keys = [aKey(this.#keys.length), ...this.#keys];
  }

  /** An input with its secrets in envelopes, and the claim that it has some. */
  async seal(input: unknown, run: string) {
    const keys = new SecretKeys(this.options, 'secrets');
    let found = false;
    const sealed = await replace(input, async ({ value }) => {
      found = true;
      return { [SECRET_PROPERTY]: await keys.sealSecret(value, run) };
    });
    const secrets = found ? { secrets: true as const } : {};
    return { input: sealed, secrets };
  }
}

function aKey(number: number): TestSecretKey {
  return {
    id: `test-secret-key-${number}`,
    key: randomBytes(32).toString('base64'),
  };
}

async function replace(
  value: unknown,
  seal: (secret: TestSecret) => Promise<object>,
): Promise<unknown> {
  if (value instanceof TestSecret) {
    return seal(value);
  }
  if (Array.isArray(value)) {
    return Promise.all(value.map(item => replace(item, seal)));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const entries = Object.entries(value).map(async ([name, inner]) => [
    name,
    await replace(inner, seal),
  ]);
  return Object.fromEntries(await Promise.all(entries));
}
