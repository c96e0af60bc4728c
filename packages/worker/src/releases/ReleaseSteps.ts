/** Input of the workflow `releaseService`. */
export interface ReleaseInput {
  readonly version: string;
  /** How long people have to decide, in minutes; 60 if left out. */
  readonly decideWithinMinutes?: number;
}

/** Where a release stands. */
export type ReleaseStage = 'canary' | 'live' | 'rolled-back';

/** The activities of a release. Each may be done again at any time. */
export interface ReleaseActivities {
  startCanary(version: string): Promise<void>;
  promote(version: string): Promise<void>;
  /** Takes back only what this run released. */
  rollBackRelease(version: string): Promise<void>;
}
