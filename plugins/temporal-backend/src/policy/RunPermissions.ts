import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  type AuthorizePermissionRequest,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  runAnswerPermission,
  runCancelPermission,
  runPausePermission,
  runReadInputsPermission,
  runReadPermission,
  runRetryPermission,
  runTerminatePermission,
  runWithdrawPermission,
} from 'backstage-plugin-temporal-common';
import { isGivenFor, toCriteria, type RunFacts } from './runRules';
import { ALL_RUNS, type VisibleRuns } from './VisibleRuns';

/** What is asked about a run that somebody looks at. */
const asked = {
  read: runReadPermission,
  readInputs: runReadInputsPermission,
  cancel: runCancelPermission,
  terminate: runTerminatePermission,
  retry: runRetryPermission,
  pause: runPausePermission,
  answer: runAnswerPermission,
  withdraw: runWithdrawPermission,
};

/** A right on runs that the framework is asked for. */
export type RunRight = keyof typeof asked;

/** The name of the permission behind a right. */
export function permissionOf(right: RunRight): string {
  return asked[right].name;
}

type Answers = Readonly<Record<RunRight | 'catalog', PolicyDecision>>;

/**
 * What Backstage's permission framework lets one person do with runs. It is
 * asked once for all that one request decides; its conditions are then tested
 * here, run by run, or become SQL.
 */
export class RunPermissions {
  readonly #permissions: PermissionsService;
  /** Of the person who is asked about. */
  readonly credentials: BackstageCredentials;
  #answers: Promise<Answers> | undefined;

  constructor(
    permissions: PermissionsService,
    credentials: BackstageCredentials,
  ) {
    this.#permissions = permissions;
    this.credentials = credentials;
  }

  /**
   * Whether something else is permitted, on a resource or as such.
   * @throws if the framework can't be asked
   */
  async permit(request: AuthorizePermissionRequest): Promise<boolean> {
    const [answer] = await this.#permissions.authorize([request], {
      credentials: this.credentials,
    });
    return answer.result === AuthorizeResult.ALLOW;
  }

  /** @throws if the framework can't be asked */
  async allow(right: RunRight, run: RunFacts): Promise<boolean> {
    return isGivenFor((await this.#ask())[right], run);
  }

  /**
   * The runs that may be seen; `undefined` when it is none at all.
   * @throws if the framework can't be asked
   */
  async visible(): Promise<VisibleRuns | undefined> {
    const { read } = await this.#ask();
    if (read.result !== AuthorizeResult.CONDITIONAL) {
      return read.result === AuthorizeResult.ALLOW ? ALL_RUNS : undefined;
    }
    return {
      includes: ({ facts }) => isGivenFor(read, facts),
      criteria: toCriteria(read.conditions),
    };
  }

  /**
   * Whether they may see all of the catalog, some, or nothing.
   * @throws if the framework can't be asked
   */
  async seesCatalog(): Promise<AuthorizeResult> {
    return (await this.#ask()).catalog.result;
  }

  #ask(): Promise<Answers> {
    this.#answers ??= this.#askAll();
    return this.#answers;
  }

  async #askAll(): Promise<Answers> {
    // Answers come in the order of the questions, which is that of `asked`.
    const [
      read,
      readInputs,
      cancel,
      terminate,
      retry,
      pause,
      answer,
      withdraw,
      catalog,
    ] = await this.#permissions.authorizeConditional(
      [...Object.values(asked), catalogEntityReadPermission].map(
        permission => ({ permission }),
      ),
      { credentials: this.credentials },
    );
    return {
      read,
      readInputs,
      cancel,
      terminate,
      retry,
      pause,
      answer,
      withdraw,
      catalog,
    };
  }
}
