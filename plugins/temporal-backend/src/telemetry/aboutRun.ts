import type { LoggerService } from '@backstage/backend-plugin-api';
import { currentTrace } from './currentTrace';

/** A log whose lines are found by the run, and by the trace that is going on. */
export function aboutRun(logger: LoggerService, run: string): LoggerService {
  const trace = currentTrace();
  return logger.child({ run, ...(trace && { trace_id: trace }) });
}
