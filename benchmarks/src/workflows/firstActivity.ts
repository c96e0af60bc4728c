import { proxyActivities } from '@temporalio/workflow';

const { nothing } = proxyActivities<{ nothing(): Promise<void> }>({
  startToCloseTimeout: '1 minute',
});

/** Does one thing, so that it is seen when a run gets to its first activity. */
export async function firstActivity(): Promise<void> {
  await nothing();
}
