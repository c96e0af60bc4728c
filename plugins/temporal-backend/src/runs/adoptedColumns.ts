import type { AdoptedRun } from './AdoptedRun';
import { toColumns } from './ledgerRow';

/** With the run's id as key it meets no request that anybody can send. */
const ADOPTED_BY = 'plugin:temporal';

/** The columns of a run that was started elsewhere: nobody asked for it here. */
export function adoptedColumns(run: AdoptedRun) {
  const { startedAt } = run;
  const columns = toColumns({
    ...run,
    caller: ADOPTED_BY,
    requestKey: run.id,
    action: { ref: '', title: run.title, digest: '' },
    inputDigest: '',
    statement: '',
    keyId: '',
    onePerTarget: false,
    requestedAt: startedAt,
    leaseUntil: startedAt,
    startBy: startedAt,
  });
  return {
    ...columns,
    verified: false,
    workflow_id: run.workflowId,
    first_execution_run_id: run.id,
    temporal_run_id: run.temporalRunId,
    status: 'running',
    started_at: startedAt,
    observed_at: new Date(),
  };
}
