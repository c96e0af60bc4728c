import type { NewRun } from './RunLedger';

/** A run as it is about to be written, but for the time. */
export type RunDraft = Omit<NewRun, 'requestedAt' | 'leaseUntil'>;
