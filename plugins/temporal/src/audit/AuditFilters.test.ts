import {
  addressOf,
  filtersIn,
  malformedIn,
  requestFor,
  type AuditFilters,
} from './AuditFilters';
import { fromLocalTime, toLocalTime } from './localTime';

const NOW = Date.parse('2026-11-23T12:00:00.000Z');
const RUN = '0f9a1c52-1111-4000-8000-000000000001';

const all: AuditFilters = {
  event: 'run-start',
  outcome: 'denied',
  from: '2026-11-23T08:00:00.000Z',
  to: '2026-11-23T09:00:00+01:00',
  person: 'external:machine:ci',
  entityRef: 'component:default/payments-api',
  action: 'action:default/migrate',
  run: RUN,
};

function inAddress(address: string): AuditFilters {
  return filtersIn(new URLSearchParams(address));
}

describe('the filters of the audit', () => {
  it('are the same after a way through the address', () => {
    expect(filtersIn(addressOf(all))).toEqual(all);
  });

  it('leave out what is empty, and what the address has besides', () => {
    expect(inAddress('person=+&run=&theme=dark&__proto__=x')).toEqual({});
    expect(addressOf({ person: ' ', outcome: undefined }).toString()).toBe('');
  });

  it.each([
    ['event=dance', 'event'],
    ['event=toString', 'event'],
    ['outcome=fine', 'outcome'],
    ['last=century', 'last'],
    ['last=constructor', 'last'],
    ['from=yesterday', 'from'],
    ['from=2026-11-23T08:00', 'from'],
    ['to=2026-02-31T08:00:00Z', 'to'],
    [`person=${'x'.repeat(513)}`, 'person'],
    ['entityRef=payments-api', 'entityRef'],
    ['action=migrate', 'action'],
    ['run=1', 'run'],
    ['from=2026-11-23T09:00:00Z&to=2026-11-23T08:00:00Z', 'to'],
  ])('find %s malformed, and ask for nothing', (address, name) => {
    const filters = inAddress(address);
    expect([...malformedIn(filters)]).toEqual([name]);
    expect(requestFor(filters, NOW)).toBeUndefined();
  });

  it('turn a quick choice into a moment', () => {
    expect(requestFor({ last: 'day', outcome: 'denied' }, NOW)).toEqual({
      outcome: 'denied',
      from: '2026-11-22T12:00:00.000Z',
    });
  });

  it('prefer the moments that are given to a quick choice', () => {
    const to = '2026-11-01T00:00:00.000Z';
    expect(requestFor({ last: 'hour', to }, NOW)).toEqual({ to });
  });
});

describe('the field for a moment', () => {
  it('means the same moment there and back, to the second', () => {
    for (const moment of [
      '2026-11-23T08:00:00.000Z',
      '2026-07-01T23:59:07.000Z',
      '0099-01-01T00:00:00.000Z',
    ]) {
      expect(fromLocalTime(toLocalTime(moment))).toBe(moment);
    }
  });

  it('is empty for what is no moment', () => {
    expect(toLocalTime('yesterday')).toBe('');
    expect(toLocalTime(undefined)).toBe('');
    expect(fromLocalTime('')).toBeUndefined();
  });
});
