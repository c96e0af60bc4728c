import type { Initiator } from 'backstage-plugin-temporal-common';
import { StreamLimit } from './StreamLimit';

const ada: Initiator = { kind: 'user', entityRef: 'user:default/ada' };
const ci: Initiator = { kind: 'service', subject: 'external:ci' };

describe('the limit of event streams', () => {
  const open = (limit: StreamLimit, caller: Initiator) => {
    const gone = new AbortController();
    limit.open(caller, gone.signal);
    return gone;
  };

  it('refuses a caller who has enough, and nobody else, until they leave', () => {
    const limit = new StreamLimit({ perCaller: 2, inAll: 10 });
    const first = open(limit, ada);
    open(limit, ada);
    expect(() => open(limit, ada)).toThrow(
      /You have 2 event streams open.*streamsPerCaller/,
    );
    open(limit, ci);
    first.abort();
    open(limit, ada);
    expect(limit.size).toBe(3);
  });

  it('refuses everybody when there are enough in all', () => {
    const limit = new StreamLimit({ perCaller: 2, inAll: 2 });
    const first = open(limit, ada);
    open(limit, ci);
    expect(() => open(limit, ci)).toThrow(/This backend has 2 event streams/);
    first.abort();
    first.abort();
    open(limit, ci);
    expect(limit.size).toBe(2);
  });

  it('does not count who has left already', () => {
    const limit = new StreamLimit({ perCaller: 1, inAll: 1 });
    limit.open(ada, AbortSignal.abort());
    expect(limit.size).toBe(0);
  });
});
