import type { Logger } from '@temporalio/worker';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endOfTask } from './__fixtures__/endOfTask';
import { aHouse, type House } from './__fixtures__/house';
import { until } from './__fixtures__/until';
import { startRun } from './testing';
import { connectToTemporal } from './worker';

describe('a connection with credentials from files', () => {
  let house: House;
  let folder: string;
  let apiKeyFile: string;
  const said: string[] = [];
  const hear = (_: unknown, text: string) => void said.push(text);
  const say = (text: string) => void said.push(text);
  const logger: Logger = {
    ...{ log: hear, trace: () => {}, debug: () => {} },
    ...{ info: say, warn: say, error: say },
  };

  beforeAll(async () => {
    house = await aHouse({ logger });
  }, 60_000);
  afterAll(() => house.close());

  beforeEach(async () => {
    said.length = 0;
    folder = await mkdtemp(join(tmpdir(), 'connecting-'));
    apiKeyFile = join(folder, 'api-key');
    await writeFile(apiKeyFile, 'first-key\n');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const at = () => ({ address: house.temporal.address });
  const heard = (text: string) =>
    until(() => said.some(line => line.includes(text)));

  it('goes on with a new key in the middle of a run', async () => {
    const connection = await connectToTemporal({ ...at(), apiKeyFile });
    const taskQueue = 'keys';
    const worker = await house.worker({ connection, taskQueue });
    const running = worker.run();
    const run = await startRun({
      connection: house.temporal.connection,
      taskQueue,
      run: await house.backend.sign({ workflowType: 'anybodyWhenTold' }),
    });
    await endOfTask('first', run);
    await writeFile(`${apiKeyFile}.new`, 'second-key\n');
    await rename(`${apiKeyFile}.new`, apiKeyFile);
    await heard('New credentials for Temporal are in use');
    await run.signal('tell', 'go on');

    await expect(run.result()).resolves.toEqual({ before: true, after: true });
    worker.shutdown();
    await running;
    await connection.close();
  }, 30_000);

  it('does not take a file that holds no key, and says which setting it is of', async () => {
    const connection = await connectToTemporal({
      ...at(),
      ...{ apiKeyFile, setting: () => 'TEMPORAL_API_KEY_FILE' },
    });
    await writeFile(apiKeyFile, 'not one\nword\n');

    await heard(
      'those before stay in use: The file of TEMPORAL_API_KEY_FILE must hold one token',
    );
    expect(said.join()).not.toContain('not one');
    await connection.close();
  }, 30_000);

  it.each([
    [
      'shows no key to who listens on the way',
      { address: 'temporal.example.com:7233' },
      'apiKeyFile is set, and whoever listens on the way to temporal.example.com:7233 could read the key',
    ],
    [
      'says that the other side speaks no TLS',
      { tls: {} },
      'does not speak TLS',
    ],
    [
      'names the file that is not there',
      { tls: { caFile: '/nowhere/ca.pem' } },
      /tls.caFile.*ENOENT/,
    ],
  ])('%s', async (_, odd, why) => {
    const options = { ...at(), apiKeyFile, ...odd };
    await expect(connectToTemporal(options)).rejects.toThrow(why);
  });
});
