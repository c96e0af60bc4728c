import { ServiceUnavailableError } from '@backstage/errors';
import type { JsonObject, JsonValue } from '@backstage/types';
import {
  digestOf,
  isSealedSecret,
  SECRET_PROPERTY,
  type SealedSecret,
} from 'backstage-plugin-temporal-common';
import type {
  CredentialFact,
  Opened,
  SecretKeys,
} from 'backstage-plugin-temporal-credentials';
import type { Payload } from '@temporalio/common';
import { replaced, standInsIn } from './secretPlaces';

/** Seals what a run is given in secret, and compares it without showing it. */
export class RunSecrets {
  readonly #keys: SecretKeys | undefined;

  /** @param keys - none where the configuration has none */
  constructor(keys: SecretKeys | undefined) {
    this.#keys = keys;
  }

  /** What is known of the file of the keys, if there is one. */
  async facts(): Promise<readonly CredentialFact[]> {
    return this.#keys?.facts() ?? [];
  }

  /**
   * An input with what is secret in envelopes.
   * @param pointers - JSON pointers of what is secret
   * @throws ServiceUnavailableError if the keys can't be had
   */
  async seal(
    input: JsonObject,
    pointers: ReadonlySet<string>,
    runId: string,
  ): Promise<JsonObject> {
    const envelope = async (value: JsonValue): Promise<SealedSecret> => ({
      [SECRET_PROPERTY]: await this.#seal(value, runId),
    });
    return asObject(await replaced(input, pointers, envelope));
  }

  /**
   * An input with its envelopes opened: for a moment, and for nobody to see.
   * @throws KeyMissing, CantOpen
   */
  async open(input: JsonObject): Promise<JsonObject> {
    const sealed = new Set(standInsIn(input));
    if (sealed.size === 0) return input;
    return asObject(await replaced(input, sealed, value => this.#open(value)));
  }

  /**
   * Whether two inputs are the same but for their envelopes.
   * @throws KeyMissing, CantOpen
   */
  async areSame(one: JsonObject, other: JsonObject): Promise<boolean> {
    const haveSecrets = [one, other].every(
      input => standInsIn(input).length > 0,
    );
    if (!haveSecrets) return false;
    const opened = [await this.open(one), await this.open(other)];
    const [first, second] = await Promise.all(opened.map(digestOf));
    return first === second;
  }

  /**
   * What is in a payload that a worker sealed, and of which run it is.
   * @throws KeyMissing, CantOpen; Error if the keys can't be had
   */
  async openPayload(payload: Payload): Promise<Opened<Payload>> {
    return this.#given().openPayload(payload);
  }

  async #seal(value: JsonValue, runId: string): Promise<string> {
    try {
      return await this.#given().sealSecret(value, runId);
    } catch (error) {
      throw new ServiceUnavailableError(
        `What is secret could not be sealed, so nothing was started: ${
          error instanceof Error ? error.message : error
        }`,
      );
    }
  }

  async #open(value: JsonValue): Promise<JsonValue> {
    if (!isSealedSecret(value)) return value;
    return (await this.#given().openSecret(value[SECRET_PROPERTY])).value;
  }

  #given(): SecretKeys {
    if (this.#keys) return this.#keys;
    throw new Error('temporal.secrets has no keys');
  }
}

function asObject(value: JsonValue): JsonObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value;
  }
  throw new Error('An input is an object, and stays one when it is sealed');
}
