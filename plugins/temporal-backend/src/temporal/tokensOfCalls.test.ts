import { TestDatabases } from '@backstage/backend-test-utils';
import { decodeJwt } from 'jose';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aRefusingServer } from '../__testUtils__/aRefusingServer';
import { migrate } from '../database';
import { TokenIssuers } from '../identity/TokenIssuers';
import type { ClusterConfig } from './clusterConfig';
import { hadNoEffect, unavailable } from './errors';
import { TemporalCluster } from './TemporalCluster';
import type { TemporalConnection } from './TemporalConnection';

const LOOKED_AGAIN_MS = 1_200;
const MINUTE_MS = 60_000;
const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const jwt = {
  audience: 'temporal',
  lifetimeMs: 5 * MINUTE_MS,
  rotateAfterMs: 60 * MINUTE_MS,
  publishFirstMs: MINUTE_MS,
};

describe('what a call shows', () => {
  let folder: string;
  let server: Awaited<ReturnType<typeof aRefusingServer>>;
  let cluster: TemporalCluster | undefined;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tokens-'));
    server = await aRefusingServer();
  });

  afterEach(async () => {
    await cluster?.close();
    await server.close();
    await rm(folder, { recursive: true });
  });

  async function aNamespace(rest: Partial<ClusterConfig>) {
    const knex = await databases.init('SQLITE_3');
    await migrate(knex);
    const config: ClusterConfig = {
      name: 'default',
      setting: 'temporal.clusters[0]',
      address: server.address,
      files: {},
      ...rest,
    };
    const issuer = new TokenIssuers(knex, [config]).of(config.name);
    cluster = new TemporalCluster(config, { issuer });
    return cluster.namespace('payments');
  }

  const look = (namespace: TemporalConnection) =>
    namespace.checkNamespace().then(
      () => undefined,
      (error: unknown) => error,
    );

  it('is a token of the plugin’s for who looks, and of the caller’s who acts', async () => {
    const namespace = await aNamespace({ jwt });
    const ask = () => namespace.workflowService.listNamespaces({});
    await look(namespace);
    await expect(namespace.act('user:default/ada', ask)).rejects.toThrow();
    await expect(namespace.administer(ask)).rejects.toThrow();
    await expect(namespace.administer(ask, 'system-admin')).rejects.toThrow();
    const claims = server.shown.map(value => {
      const { sub, permissions } = decodeJwt(value?.split(' ')[1] ?? '');
      return [sub, permissions];
    });
    expect(claims).toEqual([
      ['plugin:temporal', ['payments:read']],
      ['user:default/ada', ['payments:write']],
      ['plugin:temporal', ['payments:admin']],
      ['plugin:temporal', ['temporal-system:admin']],
    ]);
  });

  it('is what the file has when the call is made', async () => {
    const apiKeyFile = join(folder, 'key');
    await writeFile(apiKeyFile, 'first\n');
    const namespace = await aNamespace({ files: { apiKeyFile } });
    await look(namespace);
    await writeFile(apiKeyFile, 'second\n');
    await new Promise(done => setTimeout(done, LOOKED_AGAIN_MS));
    await look(namespace);
    expect(server.shown).toEqual(['Bearer first', 'Bearer second']);
  });

  it('is nothing, and no call is made, while the file was never there', async () => {
    const apiKeyFile = join(folder, 'nowhere');
    const error = await look(await aNamespace({ files: { apiKeyFile } }));
    expect(server.shown).toEqual([]);
    expect(hadNoEffect(error)).toBe(true);
    const { message } = unavailable('Nothing was started', error);
    expect(message).toContain('temporal.clusters[0].apiKeyFile');
    expect(message).not.toContain(folder);
  });

  it.each([
    ['no token', 'set temporal.clusters[0].jwt or', {}],
    ['a token of ours', 'of a token by temporal.clusters[0].jwt', { jwt }],
  ])(
    'with %s is named by its setting when it is refused',
    async (_, words, rest) => {
      const error = await look(await aNamespace(rest));
      const { message } = unavailable('Nothing was started', error);
      expect(message).toContain('Request unauthorized.');
      expect(message).toContain(words);
      expect(hadNoEffect(error)).toBe(true);
    },
  );

  it('is named by its setting when the token of a file is refused, and not shown', async () => {
    const apiKeyFile = join(folder, 'key');
    await writeFile(apiKeyFile, 'very-secret');
    const error = await look(await aNamespace({ files: { apiKeyFile } }));
    const { message } = unavailable('Nothing was started', error);
    expect(message).toContain('temporal.clusters[0].apiKeyFile');
    expect(message).not.toContain('very-secret');
  });
});
