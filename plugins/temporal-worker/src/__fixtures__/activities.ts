import { activityInfo, log } from '@temporalio/activity';
import { authorize, currentInitiator, currentTarget, isAdmitted } from '..';
import type { AuthorizeOptions } from '..';

/** Activities that tell whose run they work for, and count what they did. */
export function createActivities(marks: string[]) {
  const leaveAMark = async () => {
    marks.push(activityInfo().workflowExecution?.workflowId ?? 'none');
  };
  return {
    async whoAsked() {
      return { initiator: currentInitiator(), target: currentTarget() };
    },
    async whoAskedIfAnybody() {
      return isAdmitted() ? currentInitiator() : 'nobody';
    },
    async greetInTheLog() {
      log.info('Hello from an activity');
    },
    leaveAMark,
    async leaveAMarkIfAllowed(options: AuthorizeOptions) {
      await authorize('leave-mark', options);
      await leaveAMark();
    },
  };
}

export type Activities = ReturnType<typeof createActivities>;
