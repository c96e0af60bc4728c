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
import { refused } from '../admission/refusal';
import type { StatementVerifier } from '../admission/StatementVerifier';
import { Lineage } from './Lineage';
import { onBehalfOf } from './run';

/**
 * Makes the interceptors that let an activity run only for a run whose statement
 * it carries, and tell its code and its log lines whose run it is.
 */
export function createActivityInterceptors(
  verifier: StatementVerifier,
  admissions: BackendAdmissions,
): ActivityInterceptorsFactory {
  const lineage = new Lineage(admissions);
  return context =>
    isAdmission(context) ? {} : interceptorsOf(context, verifier, lineage);
}

function interceptorsOf(
  context: Context,
  verifier: StatementVerifier,
  lineage: Lineage,
): ActivityInterceptors {
  let claims: StatementClaims | undefined;
  return {
    inbound: {
      async execute(input, next) {
        const statement = statementOf(input.headers);
        const verified = await verifier.verify(statement);
        await lineage.assertBelongs(context, { statement, claims: verified });
        claims = verified;
        return onBehalfOf(verified, () => next(input));
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
