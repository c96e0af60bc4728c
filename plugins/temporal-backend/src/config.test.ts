import { ConfigReader } from '@backstage/config';
import { readConfig } from './config';

function read(temporal: object) {
  return readConfig(
    new ConfigReader({
      app: { baseUrl: 'http://localhost:3000/' },
      temporal: {
        clusters: [{ address: 'localhost:7233' }],
        namespaces: [{ namespace: 'default' }],
        ...temporal,
      },
    }),
  );
}

describe('the configuration', () => {
  it('lets nobody do anything by default', () => {
    expect(read({})).toMatchObject({
      taskQueues: [],
      approvals: [],
      workers: new Map(),
      machines: new Map(),
    });
  });

  it('reads short refs of owners in full, and namespaces of one worker together', () => {
    const config = read({
      taskQueues: [{ owner: 'Payments', namespaces: ['a'], queues: ['q'] }],
      approvals: [{ targets: { kind: 'component' }, approvers: ['security'] }],
      workers: [
        { subject: 'w', namespaces: ['a'] },
        { subject: 'w', namespaces: ['b'] },
      ],
    });
    expect(config.taskQueues[0].owner).toBe('group:default/payments');
    expect(config.approvals[0].approvers).toEqual(['group:default/security']);
    expect(config.workers.get('w')).toEqual([
      { cluster: 'default', namespace: 'a' },
      { cluster: 'default', namespace: 'b' },
    ]);
  });

  it('takes tokens over plain connections to this machine only', () => {
    const cluster = (address: string) => ({
      clusters: [{ address, jwt: { audience: 'a' } }],
    });
    for (const address of ['localhost:1', '127.0.0.1:1', '[::1]:1']) {
      expect(read(cluster(address)).clusters[0].jwt).toMatchObject({
        lifetimeMs: 300_000,
      });
    }
    for (const address of ['localhost.example.com:1', '10.0.0.1:1']) {
      expect(() => read(cluster(address))).toThrow('there is no TLS');
    }
  });

  it('takes tls that is empty for TLS', () => {
    const [{ files }] = read({
      clusters: [{ address: 'a:1', tls: {} }],
    }).clusters;
    expect(files.tls).toBeDefined();
  });

  it.each([
    [
      { taskQueues: [{ owner: 'payments', queues: ['q'] }] },
      /temporal.taskQueues\[0\].namespaces/,
    ],
    [
      { approvals: [{ targets: {}, approvers: ['security'] }] },
      /temporal.approvals\[0\].targets is empty/,
    ],
    [
      { approvals: [{ targets: { kind: { $is: 'x' } }, approvers: ['s'] }] },
      /temporal.approvals\[0\].targets.kind/,
    ],
    [
      { approvals: [{ targets: { kind: 'api' } }] },
      /temporal.approvals\[0\].approvers/,
    ],
    [
      {
        approvals: [
          { targets: { kind: 'api' }, approvers: ['s'], quorum: 1.5 },
        ],
      },
      /temporal.approvals\[0\].quorum/,
    ],
    [
      {
        approvals: [
          {
            targets: { kind: 'api' },
            approvers: ['s'],
            deadline: { days: 31 },
          },
        ],
      },
      /temporal.approvals\[0\].deadline/,
    ],
    [{ limits: { startsPerMinute: 0 } }, /temporal.limits.startsPerMinute/],
    [
      { clusters: [{ address: 'a:1', ui: { address: 'ftp://example.com' } }] },
      /temporal.clusters\[0\].ui.address/,
    ],
    [{ clusters: [] }, /temporal.clusters must name at least one/],
    [
      { clusters: [{ address: 'a:1' }, { address: 'b:1' }] },
      /temporal.clusters\[1\].name is missing/,
    ],
    [
      { clusters: [{ address: 'a:1' }, { name: 'default', address: 'b:1' }] },
      /temporal.clusters\[1\].name is default, as another/,
    ],
    [{ namespaces: [] }, /temporal.namespaces must name at least one/],
    [
      { namespaces: [{ namespace: 'a', cluster: 'far' }] },
      /temporal.namespaces\[0\].cluster names the cluster far/,
    ],
    [
      { namespaces: [{ namespace: 'a', retention: { hours: 5 } }] },
      /temporal.namespaces\[0\].retention must be whole days/,
    ],
    [
      { workers: [{ subject: 'w', namespaces: ['a@far'] }] },
      /temporal.workers\[0\].namespaces names the cluster far/,
    ],
    [
      { clusters: [{ address: 'a:1', apiKeyFile: 'f' }] },
      /temporal.clusters\[0\].apiKeyFile is a token that anybody/,
    ],
    [
      { clusters: [{ address: 'a:1', jwt: { audience: 'a' } }] },
      /temporal.clusters\[0\].jwt is a token that anybody/,
    ],
    [
      {
        clusters: [
          { address: 'a:1', tls: {}, apiKeyFile: 'f', jwt: { audience: 'a' } },
        ],
      },
      /temporal.clusters\[0\] has both apiKeyFile and jwt/,
    ],
    [
      { clusters: [{ address: 'a:1', tls: {}, jwt: {} }] },
      /temporal.clusters\[0\].jwt.audience/,
    ],
    [
      {
        clusters: [
          {
            address: 'localhost:1',
            jwt: { audience: 'a', lifetime: { days: 2 } },
          },
        ],
      },
      /temporal.clusters\[0\].jwt.lifetime must be between { minutes: 1 } and { days: 1 }/,
    ],
    [
      {
        workers: [
          {
            subject: 'w',
            namespaces: ['a'],
            tokens: { issuedTo: ['ci'], lifetime: { days: 6 } },
          },
        ],
      },
      /temporal.workers\[0\].tokens.lifetime/,
    ],
    [
      { credentials: { maxAge: { minutes: 1 } } },
      /temporal.credentials.maxAge must be between/,
    ],
  ])('names the key that is wrong in %j', (temporal, words) => {
    expect(() => read(temporal)).toThrow(words);
  });
});
