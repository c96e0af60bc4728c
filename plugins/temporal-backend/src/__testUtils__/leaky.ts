import { proxyActivities } from '@temporalio/workflow';

const { leak } = proxyActivities<{
  leak(input: object): Promise<string>;
}>({
  startToCloseTimeout: '1 minute',
  heartbeatTimeout: '1 minute',
  retry: { initialInterval: '1ms', maximumAttempts: 2 },
});

/** A workflow for tests: says everywhere what it was given in secret. */
export async function leaky(input: object): Promise<object> {
  return { told: await leak(input) };
}
