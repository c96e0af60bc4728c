import {
  RiCheckboxCircleFill,
  RiCloseCircleFill,
  RiForbidFill,
  RiHourglassLine,
  RiLoader4Line,
  RiLogoutCircleLine,
  RiPauseCircleLine,
  RiQuestionLine,
  RiQuestionnaireLine,
  RiRefreshLine,
  RiSendPlaneLine,
  RiShieldUserLine,
  RiStopCircleFill,
  RiStopCircleLine,
  RiTimeFill,
  RiTimeLine,
  type RemixiconComponentType,
} from '@remixicon/react';
import type {
  RunStatus,
  TimelineStatus,
} from 'backstage-plugin-temporal-common';

/** The colour family of a status; never the only sign of it. */
export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger';

/** How a status looks. */
export interface StatusLook {
  readonly tone: Tone;
  readonly icon: RemixiconComponentType;
  readonly turning: boolean;
}

/** Every status of a run. */
export const runLooks: Record<RunStatus, StatusLook> = {
  requested: still('info', RiSendPlaneLine),
  'waiting-for-approval': still('warning', RiShieldUserLine),
  queued: still('neutral', RiTimeLine),
  running: turning('info', RiLoader4Line),
  'waiting-for-answer': still('warning', RiQuestionnaireLine),
  retrying: turning('warning', RiRefreshLine),
  paused: still('neutral', RiPauseCircleLine),
  stopping: still('warning', RiStopCircleLine),
  succeeded: still('success', RiCheckboxCircleFill),
  failed: still('danger', RiCloseCircleFill),
  cancelled: still('neutral', RiForbidFill),
  terminated: still('danger', RiStopCircleFill),
  'timed-out': still('danger', RiTimeFill),
  rejected: still('danger', RiForbidFill),
  expired: still('neutral', RiHourglassLine),
  withdrawn: still('neutral', RiLogoutCircleLine),
  unknown: still('neutral', RiQuestionLine),
};

/** Every status of a step on the timeline. */
export const stepLooks: Record<TimelineStatus, StatusLook> = {
  scheduled: runLooks.queued,
  running: runLooks.running,
  retrying: runLooks.retrying,
  succeeded: runLooks.succeeded,
  failed: runLooks.failed,
  cancelled: runLooks.cancelled,
  'timed-out': runLooks['timed-out'],
};

function still(tone: Tone, icon: RemixiconComponentType): StatusLook {
  return { tone, icon, turning: false };
}

function turning(tone: Tone, icon: RemixiconComponentType): StatusLook {
  return { tone, icon, turning: true };
}
