import { temporal } from '@temporalio/proto';
import { openStatus, readDescription } from './Described';

const { WORKFLOW_EXECUTION_STATUS_PAUSED, WORKFLOW_EXECUTION_STATUS_RUNNING } =
  temporal.api.enums.v1.WorkflowExecutionStatus;

describe('what a description says of a run that is told to stop', () => {
  it.each([
    ['is stopping', WORKFLOW_EXECUTION_STATUS_RUNNING, 'stopping'],
    ['is held while it is paused', WORKFLOW_EXECUTION_STATUS_PAUSED, 'paused'],
  ])('%s', (_, status, shown) => {
    const described = readDescription(
      temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse.create({
        workflowExecutionInfo: { status },
        workflowExtendedInfo: { cancelRequested: true },
      }),
    );
    expect(openStatus(described, false)).toBe(shown);
  });
});
