import { activityInfo } from '@temporalio/activity';
import { currentInitiator, currentTarget } from '..';

/** Activities that tell whose run they work for, and count what they did. */
export function createActivities(marks: string[]) {
  return {
    async whoAsked() {
      return { initiator: currentInitiator(), target: currentTarget() };
    },
    async leaveAMark() {
      marks.push(activityInfo().workflowExecution?.workflowId ?? 'none');
    },
  };
}

export type Activities = ReturnType<typeof createActivities>;
