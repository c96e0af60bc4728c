import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';

/**
 * A real Temporal server for a test file, from the CLI that the scripts keep.
 * @throws if TEMPORAL_CLI_PATH is not set; `npm test` sets it
 */
export async function startTemporal(): Promise<TestWorkflowEnvironment> {
  const path = process.env.TEMPORAL_CLI_PATH;
  if (!path) {
    throw new Error(
      'Set TEMPORAL_CLI_PATH to the temporal binary, or run `npm test`, which does',
    );
  }
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  return TestWorkflowEnvironment.createLocal({
    server: { executable: { type: 'existing-path', path } },
  });
}
