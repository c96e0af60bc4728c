import { randomUUID } from 'node:crypto';
import type { AdoptedRun } from '../runs/AdoptedRun';
import { aRun } from './aRun';

/** A run that was started elsewhere in Ada's name, unless told otherwise. */
export function anAdoptedRun(rest: Partial<AdoptedRun> = {}): AdoptedRun {
  return {
    ...aRun(),
    title: 'greet',
    workflowId: 'by hand',
    temporalRunId: randomUUID(),
    startedAt: new Date(),
    ...rest,
  };
}
