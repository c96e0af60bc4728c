import { defaultPayloadConverter, type Headers } from '@temporalio/common';
import {
  executeChild,
  proxyActivities,
  type WorkflowInterceptors,
} from '@temporalio/workflow';
import { STATEMENT_HEADER } from 'backstage-plugin-temporal-common/workflow';
import type { Activities } from './activities';

let stolen: Headers = {};

interface Loot {
  readonly statement?: string;
  readonly taskQueue: string;
}

/** A workflow of somebody who polls another queue and uses what it copied. */
export async function steal(input: Loot) {
  take(input);
  const { leaveAMark } = proxyActivities<Activities>({
    taskQueue: input.taskQueue,
    startToCloseTimeout: '10s',
  });
  await leaveAMark();
}

/** The same, to be taken for somebody. */
export async function stealAName(input: Loot) {
  take(input);
  const { whoAskedIfAnybody } = proxyActivities<Activities>({
    taskQueue: input.taskQueue,
    startToCloseTimeout: '10s',
  });
  return whoAskedIfAnybody();
}

/** The same, with a child instead of an activity. */
export async function stealByChild(input: Loot) {
  take(input);
  await executeChild('effect', { taskQueue: input.taskQueue });
}

function take({ statement }: Loot) {
  if (statement) {
    stolen = {
      [STATEMENT_HEADER]: defaultPayloadConverter.toPayload(statement),
    };
  }
}

export function interceptors(): WorkflowInterceptors {
  return {
    outbound: [
      {
        scheduleActivity: (input, next) => next({ ...input, headers: stolen }),
        startChildWorkflowExecution: (input, next) =>
          next({ ...input, headers: stolen }),
      },
    ],
  };
}
