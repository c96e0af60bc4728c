import type { NewRun } from './RunLedger';

/** What is written of a run that was started elsewhere, once Temporal shows it. */
export interface AdoptedRun
  extends Pick<
    NewRun,
    | 'cluster'
    | 'id'
    | 'initiator'
    | 'input'
    | 'namespace'
    | 'owners'
    | 'target'
    | 'taskQueue'
    | 'workflowType'
  > {
  readonly title: string;
  readonly workflowId: string;
  readonly temporalRunId: string;
  readonly startedAt: Date;
}
