import { ApplicationFailure } from '@temporalio/common';
import {
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  executeChild,
  getExternalWorkflowHandle,
  ParentClosePolicy,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  sleep,
  startChild,
  workflowInfo,
} from '@temporalio/workflow';
import { currentInitiator, currentRun, currentTarget } from '../workflow';
import type { Activities } from './activities';

export * from './unverifiedWorkflows';

export { temporalGate } from '../workflow/gate';
export * from './askingWorkflows';

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

export async function repeatInAChild(input: { times: number }) {
  return executeChild(repeat, { args: [input] });
}

export async function generations(input: { left: number }): Promise<unknown[]> {
  const own = await childReport();
  return input.left > 0
    ? [own, ...(await executeChild(generations, { args: [oneLess(input)] }))]
    : [own];
}

function oneLess(input: { left: number }) {
  return { left: input.left - 1 };
}

export async function leaveAChildBehind() {
  const child = await startChild(reportWhenTold, {
    parentClosePolicy: ParentClosePolicy.ABANDON,
  });
  return child.workflowId;
}

export async function reportWhenTold() {
  await condition(() => received.length > 0);
  return executeChild(childReport);
}

/** Has an effect before and after it is told, so that a reset has a middle. */
export async function effectsAroundTelling() {
  await leaveAMark();
  await condition(() => received.length > 0);
  await leaveAMark();
  return whoAmI();
}

export async function onlyTheSecondTry() {
  if (workflowInfo().attempt === 1) {
    throw ApplicationFailure.retryable('The first try fails');
  }
  return childReport();
}

export async function retryAChild() {
  return executeChild(onlyTheSecondTry, { retry: { maximumAttempts: 2 } });
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
