import {
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  executeChild,
  getExternalWorkflowHandle,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  sleep,
} from '@temporalio/workflow';
import { currentInitiator, currentRun, currentTarget } from '../workflow';
import type { Activities } from './activities';

const { leaveAMark, whoAsked } = proxyActivities<Activities>({
  startToCloseTimeout: '10s',
  retry: { maximumAttempts: 2 },
});
const patiently = proxyActivities<Activities>({
  startToCloseTimeout: '20s',
  retry: { initialInterval: '200ms', backoffCoefficient: 1 },
});
const local = proxyLocalActivities<Activities>({ startToCloseTimeout: '10s' });

// Registered by the module, so they exist before the run is admitted.
const received: string[] = [];
export const tell = defineSignal<[string]>('tell');
export const peek = defineQuery<string[]>('peek');
setHandler(tell, text => void received.push(text));
setHandler(peek, () => received);

export async function whoAmI() {
  return { initiator: currentInitiator(), target: currentTarget() };
}

export async function report() {
  return {
    workflow: await whoAmI(),
    activity: await whoAsked(),
    localActivity: await local.whoAsked(),
    child: await executeChild(childReport),
  };
}

export async function childReport() {
  return { workflow: await whoAmI(), activity: await whoAsked() };
}

export async function repeat(input: { times: number }): Promise<unknown> {
  if (input.times > 0) {
    return continueAsNew<typeof repeat>({ times: input.times - 1 });
  }
  return { runId: currentRun().runId, activity: await whoAsked() };
}

export async function effect() {
  await leaveAMark();
}

export async function effectIfAllowed(input: { withinMs?: number }) {
  await patiently.leaveAMarkIfAllowed(input);
}

export async function effectIfAllowedLocally(input: { withinMs?: number }) {
  await local.leaveAMarkIfAllowed(input);
}

export async function twoEffectsIfAllowed(input: { withinMs?: number }) {
  await patiently.leaveAMarkIfAllowed(input);
  await condition(() => received.length > 0);
  await patiently.leaveAMarkIfAllowed(input);
}

export async function slowWhoAmI() {
  const before = currentInitiator();
  await sleep(50);
  return { before, after: currentInitiator() };
}

export async function untilTold() {
  await condition(() => received.length > 0);
  return received;
}

export async function tellAnother(input: { workflowId: string }) {
  await getExternalWorkflowHandle(input.workflowId).signal(tell, 'hello');
}
