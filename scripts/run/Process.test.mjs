import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Process } from './Process.mjs';

describe('a process of the house', () => {
  let logs;

  before(async () => {
    logs = await mkdtemp(join(tmpdir(), 'backstage-process-'));
  });

  after(() => rm(logs, { recursive: true, force: true }));

  function aProcess(script) {
    const spec = {
      name: 'example',
      command: 'sh',
      args: ['-c', script],
      isReady: ({ log }) => log.includes('ready'),
    };
    return new Process(spec, logs);
  }

  it('that dies before it is ready is told with its last words', async () => {
    const process = aProcess('echo "no such table"; exit 3');
    await assert.rejects(process.start(), error => {
      assert.match(error.message, /example ended with 3/);
      assert.match(error.message, /no such table/);
      return true;
    });
  });

  it('that dies later says how, also when it was asked before', async () => {
    const process = aProcess('echo ready; sleep 0.3; exit 7');
    const { died } = process;
    await process.start();
    assert.equal(await died, 'ended with 7');
  });

  it('takes along what it started itself', async () => {
    const process = aProcess('sleep 600 & echo "child $!"; echo ready; wait');
    await process.start();
    const [, child] = process.log.match(/child (\d+)/);
    await process.stop();
    assert.throws(() => globalThis.process.kill(Number(child), 0), /ESRCH/);
  });

  it('starts again after kill -9', async () => {
    const process = aProcess('echo ready; sleep 600');
    await process.start();
    await process.kill();
    await process.start();
    assert.equal(process.signal(0), true);
    await process.stop();
  });
});
