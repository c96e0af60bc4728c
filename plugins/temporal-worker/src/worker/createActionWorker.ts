import {
  Worker,
  type NativeConnection,
  type WorkerOptions,
} from '@temporalio/worker';
import { ADMIT_ACTIVITY } from 'backstage-plugin-temporal-common';
import { createActivityInterceptors } from '../activity/interceptors';
import { createAdmit } from '../admission/admit';
import type { Backend } from '../admission/Backend';
import { BackendAdmissions } from '../admission/BackendAdmissions';
import { BackendClient } from '../admission/BackendClient';
import { StatementVerifier } from '../admission/StatementVerifier';
import type { Unadmitted } from '../admission/Unadmitted';
import { assertBundledWithAdmission, withAdmission } from './bundle';

// Temporal holds heartbeats back for up to this long; a page that shows
// progress as it happens can't wait for the usual minute.
const HEARTBEATS_AT_LEAST_EVERY = '1s';

/**
 * All options of a Temporal worker, the backend that admits its runs, and what
 * to do about workflows and activities that are not admitted: they are refused
 * unless `unadmitted` is `mark`, which lets them run, visibly unverified.
 * @public
 */
export interface ActionWorkerOptions extends WorkerOptions {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly backend: Backend;
  readonly unadmitted?: Unadmitted;
}

/**
 * Makes a Temporal worker that runs only what the backend admitted: workflows
 * await their admission before any of their own code, activities run only for a
 * run whose signed statement they carry, both can ask who the initiator is, and
 * activities whether that initiator is still allowed.
 *
 * Give either `workflowsPath`, or a `workflowBundle` made by
 * `bundleActionWorkflows`.
 * @public
 */
export async function createActionWorker(
  options: ActionWorkerOptions,
): Promise<Worker> {
  const {
    backend,
    unadmitted = 'refuse',
    activities,
    interceptors,
    ...workerOptions
  } = options;
  if (activities && ADMIT_ACTIVITY in activities) {
    throw new Error(
      `The activity name ${ADMIT_ACTIVITY} belongs to admission: give your activity another name`,
    );
  }
  if (options.workflowBundle) {
    await assertBundledWithAdmission(options.workflowBundle);
  }
  const verifier = new StatementVerifier(backend);
  const client = new BackendClient(backend);
  const admissions = new BackendAdmissions(client);
  const wiring = { verifier, client, admissions, unadmitted };
  return Worker.create({
    maxHeartbeatThrottleInterval: HEARTBEATS_AT_LEAST_EVERY,
    ...workerOptions,
    activities: { ...activities, [ADMIT_ACTIVITY]: createAdmit(wiring) },
    interceptors: {
      ...interceptors,
      activity: [
        createActivityInterceptors(wiring),
        ...(interceptors?.activity ?? []),
      ],
      // A prebuilt bundle has them in it.
      workflowModules: options.workflowBundle
        ? []
        : withAdmission(interceptors?.workflowModules),
    },
  });
}
