import type {
  Progress,
  RunStatus,
  TimelineItem,
} from 'backstage-plugin-temporal-common';
import type { Outcome } from '../runs/RunLedger';
import type { Unpolled } from './pollers';
import type { Principal } from './principalOf';

/** A run as Temporal shows it now. */
export interface LiveRun {
  readonly status: RunStatus;
  readonly progress?: Progress;
  readonly temporalRunId?: string;
  /** Who started it, in the server's own words, if it was just read. */
  readonly principal?: Principal;
  readonly timeline: readonly TimelineItem[];
  /** What the workflow says of itself, Markdown. */
  readonly details?: string;
  /** Set when it needs a worker and none is there. */
  readonly unpolled?: Unpolled;
  /** Set once the execution chain has ended. */
  readonly outcome?: Outcome;
}
