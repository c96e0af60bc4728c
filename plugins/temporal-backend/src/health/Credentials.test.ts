import { mockServices } from '@backstage/backend-test-utils';
import type { CredentialFact } from 'backstage-plugin-temporal-credentials';
import { Credentials, type CredentialLimits } from './Credentials';

const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);
const setting = 'temporal.clusters[0].tls.certFile';

function holding(
  fact: Partial<CredentialFact>,
  limits: CredentialLimits = { warnBeforeMs: 14 * DAY_MS },
) {
  const logger = mockServices.logger.mock();
  let now: CredentialFact = { setting, ...fact };
  const holder = { facts: async () => [now] };
  return {
    logger,
    credentials: new Credentials({ holders: [holder], limits, logger }),
    becomes: (next: Partial<CredentialFact>) => {
      now = { setting, ...next };
    },
  };
}

const aged = { maxAgeMs: 90 * DAY_MS, warnBeforeMs: 14 * DAY_MS };

describe('a credential', () => {
  afterEach(() => jest.restoreAllMocks());

  it.each<[string, Partial<CredentialFact>, string]>([
    ['of which nothing is known', {}, 'ok'],
    ['that ends in 15 days', { expires: inDays(15) }, 'ok'],
    ['that ends in 13 days', { expires: inDays(13) }, 'warning'],
    ['that ended', { expires: inDays(-1) }, 'expired'],
    [
      'of one day that has more than a third left',
      { since: inDays(-0.5), expires: inDays(0.5) },
      'ok',
    ],
    [
      'of one day that has less than a third left',
      { since: inDays(-0.8), expires: inDays(0.2) },
      'warning',
    ],
    [
      'whose file holds something else now',
      { expires: inDays(99), trouble: 'Its key is another one' },
      'trouble',
    ],
  ])('%s is so: %#', async (_, fact, condition) => {
    const [state] = await holding(fact).credentials.states();
    expect(state.condition).toBe(condition);
  });

  it.each([
    [75, 'ok'],
    [77, 'warning'],
    [91, 'expired'],
  ])('that is %i days old, of 90 at most, is: %s', async (age, condition) => {
    const fact = { since: inDays(-age), expires: inDays(300) };
    const [state] = await holding(fact, aged).credentials.states();
    expect(state.condition).toBe(condition);
  });

  it('may be as old as it likes if it is an authority’s', async () => {
    const fact = { setting: 'temporal.clusters[0].tls.caFile' };
    const old = { ...fact, since: inDays(-900), expires: inDays(900) };
    const [state] = await holding(old, aged).credentials.states();
    expect(state.condition).toBe('ok');
  });

  it('tells anybody its setting and its times, and no more', async () => {
    const times = { since: inDays(-1), expires: inDays(30) };
    const { credentials } = holding({ ...times, trouble: 'of this file' });
    expect(await credentials.states()).toEqual([
      {
        setting,
        since: times.since.toISOString(),
        expires: times.expires.toISOString(),
        condition: 'trouble',
      },
    ]);
  });

  it('is warned of once a day, until it is replaced', async () => {
    const { credentials, logger, becomes } = holding({ expires: inDays(5) });
    await credentials.warn();
    await credentials.warn();
    expect(logger.warn).toHaveBeenCalledTimes(1);
    expect(logger.warn.mock.calls[0][0]).toContain(setting);
    const now = Date.now();
    jest.spyOn(Date, 'now').mockReturnValue(now + DAY_MS);
    await credentials.warn();
    expect(logger.warn).toHaveBeenCalledTimes(2);
    becomes({ expires: inDays(90) });
    await credentials.warn();
    expect(logger.warn).toHaveBeenCalledTimes(2);
  });

  it('is warned of at once when its file can no longer be used', async () => {
    const { credentials, logger, becomes } = holding({ expires: inDays(5) });
    await credentials.warn();
    becomes({ expires: inDays(5), trouble: 'Its key is another one' });
    await credentials.warn();
    expect(logger.warn).toHaveBeenLastCalledWith(
      expect.stringContaining('Its key is another one'),
    );
  });
});
