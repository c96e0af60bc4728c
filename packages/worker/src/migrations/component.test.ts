import { componentOf } from './component';

describe('the database of a component', () => {
  it.each([
    ['component:default/payments-api', 'default-payments-api'],
    ['Component:Default/Payments-API', 'default-payments-api'],
    ['component:team-a/b', 'team_a-b'],
    ['component:team/a-b', 'team-a-b'],
    ['component:default/v1.2_x', 'default-v1.2_x'],
  ])('of %s is %s', (entityRef, name) => {
    expect(componentOf({ entityRef }).databaseName).toBe(name);
  });

  it('has a name that PostgreSQL does not cut off, and nobody else has', () => {
    const long = 'a'.repeat(60);
    const names = ['x', 'y'].map(
      last =>
        componentOf({ entityRef: `component:default/${long}${last}` })
          .databaseName,
    );

    expect(new Set(names).size).toBe(2);
    expect(names.every(name => name.length <= 63)).toBe(true);
  });

  it.each([
    'api:default/payments-api',
    'component:default/../../etc',
    'component:default/..',
    'component:default/a/b',
    'component:payments-api',
    'component:default/a"; DROP SCHEMA public',
    '',
  ])('does not follow from %j', entityRef => {
    expect(() => componentOf({ entityRef })).toThrow('is not a component');
  });
});
