import { RiCloudOffLine, RiUserForbidLine } from '@remixicon/react';
import type { Standstill } from 'backstage-plugin-temporal-common';
import { runLooks, type StatusLook } from '../runs/statusLooks';

/** How each reason for standing still looks. */
export const standstillLooks: Record<Standstill['kind'], StatusLook> = {
  requested: runLooks.requested,
  'no-worker': { tone: 'danger', icon: RiUserForbidLine, turning: false },
  retrying: runLooks.retrying,
  waiting: runLooks['waiting-for-answer'],
  paused: runLooks.paused,
  stopping: runLooks.stopping,
  unreachable: { tone: 'danger', icon: RiCloudOffLine, turning: false },
};
