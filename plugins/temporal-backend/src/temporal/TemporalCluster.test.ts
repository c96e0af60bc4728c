import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aTlsWire } from '../__testUtils__/aTlsWire';
import { anAuthority } from '../__testUtils__/certificates';
import { startTemporal } from '../__testUtils__/temporalServer';
import { unavailable } from './errors';
import { TemporalCluster } from './TemporalCluster';

jest.setTimeout(120_000);

const LOOKED_AGAIN_MS = 1_200;
const pause = (ms: number) => new Promise(done => setTimeout(done, ms));

describe('a cluster behind TLS', () => {
  let temporal: TestWorkflowEnvironment;
  let folder: string;
  let servers: Awaited<ReturnType<typeof anAuthority>>;
  let clients: Awaited<ReturnType<typeof anAuthority>>;
  let wire: Awaited<ReturnType<typeof aTlsWire>>;
  const opened: TemporalCluster[] = [];

  const file = (name: string) => join(folder, name);

  beforeAll(async () => {
    temporal = await startTemporal();
    folder = await mkdtemp(join(tmpdir(), 'cluster-'));
    servers = await anAuthority('servers');
    clients = await anAuthority('clients');
    const own = await servers.issue('server');
    wire = await aTlsWire(temporal.address, { ...own, ca: clients.pem });
    await writeFile(file('ca.pem'), servers.pem);
    await writeFile(file('other.pem'), (await anAuthority('others')).pem);
    await put('backend 1');
  });

  afterEach(async () => {
    await Promise.all(opened.splice(0).map(one => one.close()));
  });

  afterAll(async () => {
    await wire?.close();
    await temporal?.teardown();
    await rm(folder, { recursive: true });
  });

  async function put(name: string, by = clients) {
    const { cert, key } = await by.issue(name);
    await writeFile(file('own.pem'), cert);
    await writeFile(file('own.key'), key);
  }

  function aNamespace(tls?: object) {
    const cluster = new TemporalCluster({
      name: 'default',
      setting: 'temporal.clusters[0]',
      address: wire.address,
      files: { tls },
    });
    opened.push(cluster);
    return cluster.namespace('default');
  }

  const mutual = () => ({
    caFile: file('ca.pem'),
    certFile: file('own.pem'),
    keyFile: file('own.key'),
  });

  it('goes on with a new certificate, and no call fails', async () => {
    const namespace = aNamespace(mutual());
    const gone = new AbortController();
    const handle = await temporal.client.workflow.start('idle', {
      taskQueue: 'idle',
      workflowId: 'waits',
    });
    const waiting = namespace.wait(
      () =>
        namespace.workflowService.getWorkflowExecutionHistory({
          namespace: 'default',
          execution: { workflowId: 'waits' },
          waitNewEvent: true,
          historyEventFilterType: 2,
        }),
      gone.signal,
    );
    await namespace.checkNamespace();
    await put('backend 2');
    const until = Date.now() + 2 * LOOKED_AGAIN_MS;
    let calls = 0;
    while (Date.now() < until) {
      await Promise.all([1, 2, 3].map(() => namespace.checkNamespace()));
      calls += 3;
    }
    expect(calls).toBeGreaterThan(3);
    expect(wire.seen).toEqual(['backend 1', 'backend 2']);
    // The one before is kept for the call that still waits on it.
    expect(wire.openNow()).toBe(2);
    await handle.terminate();
    expect((await waiting).history?.events).toHaveLength(1);
    await pause(200);
    expect(wire.openNow()).toBe(1);
  });

  it('keeps the certificate that it has when the new one does not hold', async () => {
    const namespace = aNamespace(mutual());
    await namespace.checkNamespace();
    const { cert } = await clients.issue('half written');
    await writeFile(file('own.pem'), cert);
    await pause(LOOKED_AGAIN_MS);
    await namespace.checkNamespace();
    expect(await opened[0].facts()).toContainEqual(
      expect.objectContaining({
        setting: 'temporal.clusters[0].tls.certFile',
        trouble: expect.stringContaining('temporal.clusters[0].tls.keyFile'),
      }),
    );
    expect(wire.seen).not.toContain('half written');
    await put('backend 3');
  });

  const why = async (tls?: object) => {
    const error = await aNamespace(tls)
      .checkNamespace()
      .then(
        () => undefined,
        (failed: unknown) => failed,
      );
    return unavailable('Nothing was started', error).message;
  };

  it('names the setting to mend when the authority is another', async () => {
    expect(await why({ ...mutual(), caFile: file('other.pem') })).toMatch(
      /^Nothing was started: Temporal can’t be reached: .*temporal.clusters\[0\].tls.caFile$/,
    );
  });

  it('names the setting to mend when the server wants a certificate', async () => {
    expect(await why({ caFile: file('ca.pem') })).toContain(
      'set temporal.clusters[0].tls.certFile',
    );
  });

  it('says when the server speaks TLS and nobody said so', async () => {
    expect(await why()).toContain('speaks TLS');
  });

  it('names the setting of a file that is not there', async () => {
    const message = await why({ caFile: file('nowhere.pem') });
    expect(message).toContain('temporal.clusters[0].tls.caFile');
    expect(message).not.toContain(folder);
  });
});
