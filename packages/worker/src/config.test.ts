import { readConfig } from './config';

const NEEDED = {
  BACKSTAGE_URL: 'http://localhost:7007',
  BACKSTAGE_TOKEN: 'a-long-enough-token',
};

describe('the environment of a worker', () => {
  it('needs only the backend and its token', () => {
    expect(readConfig(NEEDED)).toMatchObject({
      temporal: { address: '127.0.0.1:7233', namespaces: ['default'] },
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
    const { temporal } = readConfig({
      ...NEEDED,
      TEMPORAL_NAMESPACE: 'payments, orders',
    });

    expect(temporal.namespaces).toEqual(['payments', 'orders']);
  });

  it('may have what was not admitted marked instead of refused', () => {
    expect(readConfig({ ...NEEDED, UNADMITTED: 'mark' })).toMatchObject({
      unadmitted: 'mark',
    });
  });

  it('is refused with every variable that is wrong', () => {
    expect(() =>
      readConfig({
        BACKSTAGE_URL: 'localhost',
        UNADMITTED: 'allow',
        DATABASE_CLIENT: 'mysql',
      }),
    ).toThrow(
      /BACKSTAGE_URL[^]*BACKSTAGE_TOKEN[^]*UNADMITTED[^]*DATABASE_CLIENT/,
    );
  });
});
