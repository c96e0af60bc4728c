import {
  condition,
  continueAsNew,
  defineSignal,
  executeChild,
  log,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
} from '@temporalio/workflow';
import { currentInitiator, isAdmitted } from '../workflow';
import type { Activities } from './activities';

const options = { startToCloseTimeout: '10s' } as const;
const {
  greetInTheLog: greet,
  whoAsked,
  whoAskedIfAnybody,
} = proxyActivities<Activities>(options);
const local = proxyLocalActivities<Activities>(options);

/** A workflow that a team had before, and now also runs from the catalog. */
export async function whoIfAnybody() {
  return {
    ...(await childOfAnybody()),
    local: await local.whoAskedIfAnybody(),
    child: await executeChild(childOfAnybody),
  };
}

export async function childOfAnybody() {
  return {
    workflow: isAdmitted() ? currentInitiator() : 'nobody',
    activity: await whoAskedIfAnybody(),
  };
}

export async function greetInTheLog() {
  await greetAsAChild();
  await executeChild(greetAsAChild);
}

export async function greetAsAChild() {
  log.info('Hello from a workflow');
  await greet();
}

export async function onlyTheActivityAsks() {
  return whoAsked();
}

export async function continuedByAnybody(input: {
  times: number;
}): Promise<unknown> {
  return input.times > 0
    ? continueAsNew<typeof continuedByAnybody>({ times: input.times - 1 })
    : childOfAnybody();
}

export async function anybodyWhenTold() {
  let told = false;
  setHandler(defineSignal('tell'), () => {
    told = true;
  });
  const before = isAdmitted();
  await condition(() => told);
  return { before, after: isAdmitted() };
}

/** Leaves for a worker that is set otherwise. */
export async function activityElsewhere(input: { taskQueue: string }) {
  const { taskQueue } = input;
  const elsewhere = proxyActivities<Activities>({ ...options, taskQueue });
  return elsewhere.whoAskedIfAnybody();
}

export async function childElsewhere(input: { taskQueue: string }) {
  return executeChild(childOfAnybody, { taskQueue: input.taskQueue });
}
