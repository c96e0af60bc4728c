import type { Run, RunQuestion } from 'backstage-plugin-temporal-common';

/** A question of a run, where somebody may answer it. */
export interface Asked {
  readonly run: Run;
  readonly question: RunQuestion;
  /** What the run will do, in the words of its action. */
  readonly description?: string;
  /** Why the initiator asked for the run. */
  readonly reason?: string;
  /**
   * Called when an answer has been counted, with the question as it is then, or
   * without it when the answer was refused: the page may be out of date.
   */
  readonly onSettled: (now: RunQuestion | undefined) => void;
}
