import { ConfigReader } from '@backstage/config';
import { readConfig } from './config';

function read(temporal: object) {
  return readConfig(
    new ConfigReader({
      app: { baseUrl: 'http://localhost:3000/' },
      temporal: {
        address: 'localhost:7233',
        namespace: 'default',
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
    expect(config.workers.get('w')).toEqual(new Set(['a', 'b']));
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
    [{ ui: { address: 'ftp://example.com' } }, /temporal.ui.address/],
  ])('names the key that is wrong in %j', (temporal, words) => {
    expect(() => read(temporal)).toThrow(words);
  });
});
