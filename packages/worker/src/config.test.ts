import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from './config';

const NEEDED = {
  BACKSTAGE_URL: 'http://localhost:7007',
  BACKSTAGE_TOKEN: 'a-long-enough-token',
};

describe('the environment of a worker', () => {
  it('needs only the backend and its token', () => {
    expect(readConfig(NEEDED)).toMatchObject({
      temporal: { address: '127.0.0.1:7233', tls: undefined },
      namespaces: ['default'],
      taskQueues: ['payments'],
      unadmitted: 'refuse',
      databases: { client: 'sqlite' },
    });
  });

  it('may name several task queues', () => {
    const { taskQueues } = readConfig({
      ...NEEDED,
      TASK_QUEUE: 'payments, orders',
    });

    expect(taskQueues).toEqual(['payments', 'orders']);
  });

  it('may name several namespaces', () => {
    const { namespaces } = readConfig({
      ...NEEDED,
      TEMPORAL_NAMESPACE: 'payments, orders',
    });

    expect(namespaces).toEqual(['payments', 'orders']);
  });

  it('may have what was not admitted marked instead of refused', () => {
    expect(readConfig({ ...NEEDED, UNADMITTED: 'mark' })).toMatchObject({
      unadmitted: 'mark',
    });
  });

  it.each([
    [{ TEMPORAL_TLS: 'true' }, {}],
    [{ TEMPORAL_TLS_CA: '/ca.pem' }, { caFile: '/ca.pem' }],
    [
      { TEMPORAL_TLS_CERT: '/client.pem', TEMPORAL_TLS_KEY: '/client.key' },
      { certFile: '/client.pem', keyFile: '/client.key' },
    ],
    [{ TEMPORAL_TLS_SERVER_NAME: 'temporal' }, { serverName: 'temporal' }],
  ])('asks for TLS by %j', (variables, tls) => {
    const { temporal } = readConfig({ ...NEEDED, ...variables });

    expect(temporal.tls).toEqual(tls);
  });

  it('has its token in a file that is read at each call, if it says so', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'worker-token-'));
    const file = join(folder, 'token');
    const { BACKSTAGE_URL } = NEEDED;
    const { backend } = readConfig({
      ...{ BACKSTAGE_URL, BACKSTAGE_TOKEN_FILE: file },
    });
    const { token } = backend;
    if (typeof token === 'string') throw new Error('It is not read again');
    await writeFile(file, 'first\n');
    await expect(token()).resolves.toBe('first');
    await writeFile(file, 'second\n');
    await expect(token()).resolves.toBe('second');
    await rm(folder, { recursive: true });
  });

  it.each([
    [{ TEMPORAL_TLS_CERT: '/client.pem' }, /TEMPORAL_TLS_KEY: must go with/],
    [{ TEMPORAL_TLS_KEY: '/client.key' }, /TEMPORAL_TLS_CERT: must go with/],
    [
      { TEMPORAL_ADDRESS: 'temporal:7233', TEMPORAL_API_KEY_FILE: '/key' },
      /TEMPORAL_API_KEY_FILE: would be read by whoever listens/,
    ],
    [{ BACKSTAGE_TOKEN_FILE: '/token' }, /BACKSTAGE_TOKEN: .* and not both/],
  ])('is refused with %j, with what is wrong', (variables, why) => {
    expect(() => readConfig({ ...NEEDED, ...variables })).toThrow(why);
  });

  it('is refused with every variable that is wrong', () => {
    expect(() =>
      readConfig({
        BACKSTAGE_URL: 'localhost',
        UNADMITTED: 'allow',
        DATABASE_CLIENT: 'mysql',
      }),
    ).toThrow(
      /BACKSTAGE_URL[^]*UNADMITTED[^]*DATABASE_CLIENT[^]*BACKSTAGE_TOKEN/,
    );
  });
});
