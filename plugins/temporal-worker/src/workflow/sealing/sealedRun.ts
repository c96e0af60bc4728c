import { workflowInfo } from '@temporalio/workflow';
import { currentVerdict } from '../run';
import { sealedRunIn } from './sealedRunIn';

/** The run whose words must be sealed here, if the current one was given secrets. */
export function sealedRun(): string | undefined {
  const verdict = currentVerdict();
  return verdict?.admitted
    ? sealedRunIn(verdict.claims, workflowInfo().workflowType)
    : undefined;
}
