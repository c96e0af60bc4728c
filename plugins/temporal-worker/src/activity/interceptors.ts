import type { Context } from '@temporalio/activity';
import { defaultPayloadConverter, type Headers } from '@temporalio/common';
import type {
  ActivityInterceptors,
  ActivityInterceptorsFactory,
} from '@temporalio/worker';
import {
  ADMIT_ACTIVITY,
  initiatorRef,
  STATEMENT_HEADER,
  type StatementClaims,
} from 'backstage-plugin-temporal-common';
import type { BackendAdmissions } from '../admission/BackendAdmissions';
import type { BackendClient } from '../admission/BackendClient';
import { refused } from '../admission/refusal';
import type { StatementVerifier } from '../admission/StatementVerifier';
import { Lineage } from './Lineage';
import { onBehalfOf } from './run';

interface Wiring {
  readonly verifier: StatementVerifier;
  readonly client: BackendClient;
  readonly lineage: Lineage;
}

/**
 * Makes the interceptors that let an activity run only for a run whose statement
 * it carries, tell its code and its log lines whose run it is, and let its code
 * ask whether that run is still allowed.
 */
export function createActivityInterceptors(
  verifier: StatementVerifier,
  backend: { client: BackendClient; admissions: BackendAdmissions },
): ActivityInterceptorsFactory {
  const lineage = new Lineage(backend.admissions);
  const wiring = { verifier, client: backend.client, lineage };
  return context =>
    isAdmission(context) ? {} : interceptorsOf(context, wiring);
}

function interceptorsOf(
  context: Context,
  { verifier, client, lineage }: Wiring,
): ActivityInterceptors {
  let claims: StatementClaims | undefined;
  return {
    inbound: {
      async execute(input, next) {
        const statement = statementOf(input.headers);
        const verified = await verifier.verify(statement);
        await lineage.assertBelongs(context, { statement, claims: verified });
        claims = verified;
        return onBehalfOf({ claims: verified, statement, client }, () =>
          next(input),
        );
      },
    },
    outbound: {
      getLogAttributes(attributes, next) {
        return next(
          claims
            ? {
                ...attributes,
                run: claims.runId,
                initiator: initiatorRef(claims.initiator),
                target: claims.target.entityRef,
              }
            : attributes,
        );
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
