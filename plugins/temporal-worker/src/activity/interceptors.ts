import type { Context } from '@temporalio/activity';
import { defaultPayloadConverter, type Headers } from '@temporalio/common';
import type {
  ActivityInterceptors,
  ActivityInterceptorsFactory,
} from '@temporalio/worker';
import {
  ADMIT_ACTIVITY,
  STATEMENT_HEADER,
} from 'backstage-plugin-temporal-common';
import type { BackendAdmissions } from '../admission/BackendAdmissions';
import type { BackendClient } from '../admission/BackendClient';
import { refused } from '../admission/refusal';
import type { StatementVerifier } from '../admission/StatementVerifier';
import { reasonToMark, type Unadmitted } from '../admission/Unadmitted';
import { createSealing, type Sealing } from '../secrets/createSealing';
import type { WorkerSecrets } from '../secrets/WorkerSecrets';
import { logAttributesOf } from '../workflow/logAttributes';
import { Lineage } from './Lineage';
import { onBehalfOf, type ServedRun } from './run';

interface Wiring {
  readonly verifier: StatementVerifier;
  readonly client: BackendClient;
  readonly admissions: BackendAdmissions;
  readonly unadmitted: Unadmitted;
  readonly secrets: WorkerSecrets;
}

/** Finds for whom an activity works, or throws the refusal. */
type FindRun = (context: Context, headers: Headers) => Promise<ServedRun>;

/**
 * Makes the interceptors that let an activity run only for a run whose statement
 * it carries, tell its code and its log lines whose run it is, and let its code
 * ask whether that run is still allowed. On a worker that marks, what would be
 * refused runs on behalf of nobody.
 */
export function createActivityInterceptors({
  verifier,
  client,
  admissions,
  unadmitted,
  secrets,
}: Wiring): ActivityInterceptorsFactory {
  const lineage = new Lineage(admissions);
  const findRun: FindRun = async (context, headers) => {
    try {
      const statement = statementOf(headers);
      const claims = await verifier.verify(statement);
      await lineage.assertBelongs(context, { statement, claims });
      const { keys } = secrets;
      return { admitted: true, claims, statement, client, keys };
    } catch (error) {
      return { admitted: false, reason: reasonToMark(error, unadmitted) };
    }
  };
  const sealing = createSealing(secrets);
  return context =>
    isAdmission(context) ? {} : interceptorsOf(context, findRun, sealing);
}

function interceptorsOf(
  context: Context,
  findRun: FindRun,
  sealing: Sealing,
): ActivityInterceptors {
  let served: ServedRun | undefined;
  return {
    inbound: {
      async execute(input, next) {
        const run = await findRun(context, input.headers);
        served = run;
        // Of a workflow that is marked it goes without saying.
        if (!run.admitted && input.headers[STATEMENT_HEADER]) {
          context.log.warn(`This activity runs unverified. ${run.reason}`);
        }
        return sealing(context, run, () => onBehalfOf(run, () => next(input)));
      },
    },
    outbound: {
      getLogAttributes(attributes, next) {
        return next({ ...attributes, ...logAttributesOf(served) });
      },
    },
  };
}

function isAdmission({ info }: Context): boolean {
  return info.isLocal && info.activityType === ADMIT_ACTIVITY;
}

function statementOf(headers: Headers): string {
  const header = headers[STATEMENT_HEADER];
  const statement = header && decoded(headers);
  if (typeof statement !== 'string') {
    throw refused(
      'This activity came without a statement, so nobody vouches for who asked for it. Its workflow must run on a worker made by createActionWorker',
    );
  }
  return statement;
}

function decoded(headers: Headers): unknown {
  try {
    return defaultPayloadConverter.fromPayload(headers[STATEMENT_HEADER]);
  } catch {
    return undefined;
  }
}
