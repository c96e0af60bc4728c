import type { Filters } from '../filters/FilterRules';
import { auditFilters, type AuditFilterName } from './auditFilters';

const NOW = Date.parse('2026-11-23T12:00:00.000Z');
const RUN = '0f9a1c52-1111-4000-8000-000000000001';

const all: Filters<AuditFilterName> = {
  event: 'run-start',
  outcome: 'denied',
  from: '2026-11-23T08:00:00.000Z',
  to: '2026-11-23T09:00:00+01:00',
  person: 'external:machine:ci',
  entityRef: 'component:default/payments-api',
  action: 'action:default/migrate',
  run: RUN,
};

function inAddress(address: string): Filters<AuditFilterName> {
  return auditFilters.in(new URLSearchParams(address));
}

describe('the filters of the audit', () => {
  it('are the same after a way through the address', () => {
    expect(auditFilters.in(auditFilters.addressOf(all))).toEqual(all);
  });

  it('leave out what is empty, and what the address has besides', () => {
    expect(inAddress('person=+&run=&theme=dark&__proto__=x')).toEqual({});
    expect(
      auditFilters.addressOf({ person: ' ', outcome: undefined }).toString(),
    ).toBe('');
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
    expect([...auditFilters.malformedIn(filters)]).toEqual([name]);
    expect(auditFilters.requestFor(filters, NOW)).toBeUndefined();
  });

  it('turn a quick choice into a moment', () => {
    expect(
      auditFilters.requestFor({ last: 'day', outcome: 'denied' }, NOW),
    ).toEqual({
      outcome: 'denied',
      from: '2026-11-22T12:00:00.000Z',
    });
  });

  it('prefer the moments that are given to a quick choice', () => {
    const to = '2026-11-01T00:00:00.000Z';
    expect(auditFilters.requestFor({ last: 'hour', to }, NOW)).toEqual({ to });
  });
});
