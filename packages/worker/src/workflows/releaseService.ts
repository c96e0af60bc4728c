import {
  CancellationScope,
  proxyActivities,
  setCurrentDetails,
} from '@temporalio/workflow';
import { ask } from 'backstage-plugin-temporal-worker/workflow';
import type { ReleaseActivities, ReleaseInput } from '../releases/ReleaseSteps';
import { plainly } from './failures';

const DECIDE_WITHIN_MINUTES = 60;

const steps = proxyActivities<ReleaseActivities>({
  startToCloseTimeout: '1m',
  retry: { initialInterval: '1s', maximumInterval: '30s' },
});

/** What became of a release, and who decided; nobody, if it was not in time. */
export interface ReleaseResult {
  readonly summary: string;
  readonly version: string;
  readonly decision: 'promote' | 'roll back';
  readonly decidedBy: readonly string[];
}

/**
 * Gives a version to a few, asks the owners whether it is good, and then gives
 * it to all or takes it back. Without a decision in time, or when the run is
 * cancelled or fails, it is taken back.
 */
export async function releaseService(
  input: ReleaseInput,
): Promise<ReleaseResult> {
  const { version } = input;
  setCurrentDetails(`Giving **${version}** to a few.`);
  await plainly(steps.startCanary(version));
  setCurrentDetails(
    `**${version}** serves a few; its owners decide on the rest.`,
  );
  try {
    const { answer, by } = await promoteOrRollBack(input);
    const { decision } = answer;
    if (decision === 'promote') await plainly(steps.promote(version));
    else await plainly(steps.rollBackRelease(version));
    const who = by.length > 0 ? by.join(', ') : 'nobody in time';
    const summary = `${version}: ${decision}, decided by ${who}`;
    return { summary, version, decision, decidedBy: by };
  } catch (error) {
    setCurrentDetails(`Taking **${version}** back.`);
    await CancellationScope.nonCancellable(() =>
      steps.rollBackRelease(version),
    );
    throw error;
  }
}

function promoteOrRollBack({ version, decideWithinMinutes }: ReleaseInput) {
  const minutes = decideWithinMinutes ?? DECIDE_WITHIN_MINUTES;
  return ask<Pick<ReleaseResult, 'decision'>>({
    key: 'promote-or-roll-back',
    title: `Promote ${version} or roll it back?`,
    text: `${version} serves a few. Promote it to all, or roll it back. Without a decision it is rolled back.`,
    schema: {
      type: 'object',
      required: ['decision'],
      additionalProperties: false,
      properties: {
        decision: {
          type: 'string',
          title: 'Decision',
          enum: ['promote', 'roll back'],
        },
      },
    },
    who: { owners: true },
    deadline: `${minutes} minutes`,
    otherwise: { decision: 'roll back' },
  });
}
