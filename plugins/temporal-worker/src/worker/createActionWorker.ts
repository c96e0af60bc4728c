import {
  Worker,
  type NativeConnection,
  type WorkerOptions,
} from '@temporalio/worker';
import { ADMIT_ACTIVITY } from 'backstage-plugin-temporal-common';
import type { SecretKeysOptions } from 'backstage-plugin-temporal-credentials';
import { createActivityInterceptors } from '../activity/interceptors';
import { traced } from '../activity/traced';
import { createAdmit } from '../admission/admit';
import type { Backend } from '../admission/Backend';
import { BackendAdmissions } from '../admission/BackendAdmissions';
import { BackendClient } from '../admission/BackendClient';
import { StatementVerifier } from '../admission/StatementVerifier';
import type { Unadmitted } from '../admission/Unadmitted';
import { createQuestionActivities } from '../questions/createQuestionActivities';
import { workerSecretsOf } from '../secrets/WorkerSecrets';
import { ActionWorker } from './ActionWorker';
import { bundleFor } from './bundle';
import { WorkerConnection } from './WorkerConnection';

// Temporal holds heartbeats back for up to this long; a page that shows
// progress as it happens can't wait for the usual minute.
const HEARTBEATS_AT_LEAST_EVERY = '1s';

/**
 * All options of a Temporal worker but one: it serves its task queue in each of
 * these `namespaces`, at least one. Numbers, such as of what it does at a time,
 * are for each namespace. With it the backend that admits its runs, and what
 * to do about workflows and activities that are not admitted: they are refused
 * unless `unadmitted` is `mark`, which lets them run, visibly unverified.
 * `secrets` are the keys of the secrets that runs are given; without them such
 * runs wait. `connection` is one of the SDK's, or one whose credentials may
 * change, made by `connectToTemporal`.
 * @public
 */
export interface ActionWorkerOptions
  extends Omit<WorkerOptions, 'connection' | 'namespace'> {
  readonly connection: NativeConnection | WorkerConnection;
  readonly namespaces: readonly string[];
  readonly backend: Backend;
  readonly unadmitted?: Unadmitted;
  readonly secrets?: SecretKeysOptions;
}

/**
 * Makes a worker that runs only what the backend admitted: workflows await their
 * admission before any of their own code, activities run only for a run whose
 * signed statement they carry, both can ask who the initiator is, and activities
 * whether that initiator is still allowed.
 *
 * Give either `workflowsPath`, or a `workflowBundle` made by
 * `bundleActionWorkflows`.
 * @throws Error that names the namespace that can't be served
 * @public
 */
export async function createActionWorker(
  options: ActionWorkerOptions,
): Promise<ActionWorker> {
  const { namespaces, connection, backend, unadmitted, secrets, ...given } =
    options;
  const workerOptions: WorkerOptions = {
    maxHeartbeatThrottleInterval: HEARTBEATS_AT_LEAST_EVERY,
    ...given,
    ...(await withAdmission(options)),
    workflowsPath: undefined,
    workflowBundle: await bundleFor(options),
  };
  return ActionWorker.in(namespaces, namespace => {
    const on = (native: NativeConnection) =>
      Worker.create({ ...workerOptions, namespace, connection: native });
    return connection instanceof WorkerConnection
      ? connection.keep(on)
      : on(connection);
  });
}

/** What of a worker's options has to do with who may have what run. */
async function withAdmission({
  backend,
  unadmitted = 'refuse',
  activities,
  interceptors,
  ...rest
}: ActionWorkerOptions): Promise<
  Pick<WorkerOptions, 'activities' | 'interceptors' | 'dataConverter'>
> {
  const verifier = new StatementVerifier(backend);
  const client = new BackendClient(backend);
  const admissions = new BackendAdmissions(client);
  const secrets = await workerSecretsOf(rest);
  const wiring = { verifier, client, admissions, unadmitted, secrets };
  const own = {
    ...createQuestionActivities(verifier),
    [ADMIT_ACTIVITY]: createAdmit(wiring),
  };
  assertNoneOfOurs(activities, own);
  return {
    dataConverter: secrets.dataConverter,
    activities: { ...activities, ...own },
    interceptors: {
      ...interceptors,
      activity: [
        traced,
        createActivityInterceptors(wiring),
        ...(interceptors?.activity ?? []),
      ],
      // They are in the bundle.
      workflowModules: [],
    },
  };
}

function assertNoneOfOurs(activities: object | undefined, ours: object): void {
  const taken = Object.keys(activities ?? {}).find(name => name in ours);
  if (taken) {
    throw new Error(
      `The activity name ${taken} belongs to the library: give your activity another name`,
    );
  }
}
