// Started in a process of its own, so that it can be stopped when it hangs:
//   node downloadTemporal.mjs <folder> <version>
import { TestWorkflowEnvironment } from '@temporalio/testing';

const [downloadDir, version] = process.argv.slice(2);

try {
  const environment = await TestWorkflowEnvironment.createLocal({
    server: { executable: { type: 'cached-download', downloadDir, version } },
  });
  await environment.teardown();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
