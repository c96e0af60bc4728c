import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from './activities';

export * from './workflows';

const { whoAsked } = proxyActivities<Activities>({
  startToCloseTimeout: '10s',
});

/** No longer what the recorded histories did: proves that replay notices. */
export async function report() {
  return { activity: await whoAsked(), again: await whoAsked() };
}
