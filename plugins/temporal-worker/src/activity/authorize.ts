import { activityInfo } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import {
  AUTHORIZATIONS_PATH,
  initiatorRef,
  type AuthorizationRequest,
  type Decision,
} from 'backstage-plugin-temporal-common';
import { z } from 'zod';
import { servedRun } from './run';

const DEFAULT_WITHIN_MS = 5 * 60_000;

const decisionSchema: z.ZodType<Decision> = z.discriminatedUnion('allowed', [
  z.object({ allowed: z.literal(true) }),
  z.object({
    allowed: z.literal(false),
    reason: z.string(),
    ask: z.array(z.string()),
  }),
]);

/**
 * How long an activity may wait for a decision: `withinMs` counts from when
 * Temporal first scheduled the activity, so it spans all its tries. 5 minutes
 * if left out.
 * @public
 */
export interface AuthorizeOptions {
  readonly withinMs?: number;
}

/**
 * Asks the backend whether the run's initiator may still do this, now. For
 * activity code, right before what can't be undone: a run may go on for days
 * after it was asked for, and people change groups meanwhile.
 *
 * Returns when the answer is yes. When it is no, or when the run is over for
 * the backend, the activity fails for good with error type `NotAllowedError`
 * and the backend's reason. While the backend can't be asked the answer is no
 * for now: the activity fails with `AuthorizationUnavailable`, and Temporal
 * tries it again as its retry policy says, until `withinMs` is over. What the
 * activity did before it asked is then done again, so ask first.
 *
 * Do not ask before cleaning up: that must happen whoever has left.
 *
 * In a run that was not admitted the answer is always no.
 *
 * @param scope - names the step for the record, in lower-case words joined by
 * dashes, such as `apply-migration`
 * @throws ApplicationFailure unless the answer is yes
 * @throws Error outside of an activity of a run
 * @public
 */
export async function authorize(
  scope: string,
  options: AuthorizeOptions = {},
): Promise<void> {
  const run = servedRun();
  if (!run.admitted) {
    throw notAllowed(
      `Nobody vouches for this run, so nobody may do "${scope}" in it. ${run.reason}`,
    );
  }
  const { claims, statement, client } = run;
  const request: AuthorizationRequest = {
    statement,
    namespace: activityInfo().namespace,
    scope,
  };
  const answer = await client.ask(AUTHORIZATIONS_PATH, request, decisionSchema);
  if (answer.kind === 'undecided') {
    const who = initiatorRef(claims.initiator);
    throw undecided(
      `${who} may still do "${scope}"`,
      answer.trouble,
      options.withinMs ?? DEFAULT_WITHIN_MS,
    );
  }
  if (answer.kind === 'refused') {
    throw notAllowed(answer.reason);
  }
  if (!answer.body.allowed) {
    throw notAllowed(answer.body.reason);
  }
}

function notAllowed(reason: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(reason, 'NotAllowedError');
}

function undecided(
  what: string,
  trouble: string,
  withinMs: number,
): ApplicationFailure {
  const over = Date.now() - activityInfo().scheduledTimestampMs >= withinMs;
  return ApplicationFailure.create({
    type: 'AuthorizationUnavailable',
    nonRetryable: over,
    message: over
      ? `Nobody could say within ${
          withinMs / 1000
        } s whether ${what}, because ${trouble}. Start the run again when the backend answers`
      : `Nobody can say now whether ${what}, because ${trouble}; trying again`,
  });
}
