import { proxyActivities } from '@temporalio/workflow';

const { beat } = proxyActivities<{ beat(): Promise<void> }>({
  startToCloseTimeout: '1 hour',
  heartbeatTimeout: '1 minute',
});

/** Works for as long as it is let, and reports its progress meanwhile. */
export async function measure(): Promise<void> {
  await beat();
}
