import type { JsonObject } from '@backstage/types';
import type { Action } from 'backstage-plugin-temporal-node';
import type { ActionInputs } from '../actions/ActionInputs';
import { assertPortable } from '../actions/assertPortable';
import { invalidFields } from '../actions/invalidFields';
import type { RunSecrets } from './RunSecrets';
import { standInsIn } from './secretPlaces';

/** An input as a run is given it, and whether some of it is in envelopes. */
export interface TakenInput {
  readonly input: JsonObject;
  readonly secrets?: true;
}

/** Takes what somebody typed into a run: checked, and sealed where it is secret. */
export class RunInputs {
  readonly #inputs: ActionInputs;
  readonly #secrets: RunSecrets;

  constructor(deps: {
    readonly inputs: ActionInputs;
    readonly secrets: RunSecrets;
  }) {
    this.#inputs = deps.inputs;
    this.#secrets = deps.secrets;
  }

  /**
   * @throws InputError with `fields` that name each wrong field
   * @throws ServiceUnavailableError if what is secret can't be sealed
   */
  async take(
    action: Action,
    given: JsonObject,
    runId: string,
  ): Promise<TakenInput> {
    // What is nested without end can't be looked through.
    assertPortable(given);
    assertTyped(given);
    const { secrets, value } = this.#inputs.check(action, given);
    if (secrets.size === 0) return { input: value };
    const input = await this.#secrets.seal(value, secrets, runId);
    return { input, secrets: true };
  }

  /** Whether what a run was given is still what its action takes. */
  async fits(action: Action, input: JsonObject): Promise<boolean> {
    try {
      this.#inputs.check(action, await this.#secrets.open(input));
      return true;
    } catch {
      return false;
    }
  }
}

/** What stands for a secret was never typed here: it was copied. */
function assertTyped(given: JsonObject): void {
  const copied = standInsIn(given);
  if (copied.length === 0) return;
  throw invalidFields(
    'The input is wrong',
    copied.map(pointer => ({
      path: `/input${pointer}`,
      message: 'stands for a secret, which is not handed on; type it anew',
    })),
  );
}
