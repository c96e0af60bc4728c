import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { aBrowser } from '../browser/aBrowser.ts';
import { aSignedInVisitor } from '../browser/Visitor.ts';
import { machineToken } from '../callers/machineToken.ts';
import { aStart, PAYMENTS_API, ROLLBACK } from '../callers/requests.ts';
import { SigningKey } from '../callers/SigningKey.ts';
import { aHouse } from '../house/aHouse.ts';
import type { Answer } from '../house/Api.ts';
import type { House } from '../house/House.ts';
import { TemporalEye } from '../temporal/TemporalEye.ts';

const MACHINE_TOKEN_SECONDS = 3;

function seconds(fromNow: number): number {
  return Math.floor(Date.now() / 1000) + fromNow;
}

function assertRefused(answer: Answer, status: number, words: RegExp): void {
  const said = JSON.stringify(answer.body);
  assert.equal(answer.status, status, said);
  assert.match(said, words);
}

const wrongBodies = [
  ['without an action', { action: undefined }, 400, /\/action/],
  ['with a field nobody knows', { colour: 'red' }, 400, /\/colour/],
  ['that names its own initiator', { initiator: 'x' }, 400, /\/initiator/],
  ['with input that is no object', { input: 'all' }, 400, /\/input/],
  [
    'with an input of the wrong type',
    { input: { dryRun: 'yes' } },
    400,
    /\/input\/dryRun/,
  ],
  [
    'with an input nobody knows',
    { input: { steps: 1 } },
    400,
    /\/input\/steps/,
  ],
  ['without a required input', { action: ROLLBACK }, 400, /\/input\/to/],
  [
    'with a malformed entity ref',
    { entityRef: 'payments api' },
    400,
    /\/entityRef/,
  ],
  ['with a short request key', { requestKey: 'abc' }, 400, /\/requestKey/],
  [
    'of an unknown action',
    { action: 'action:default/paint' },
    404,
    /action:default\/paint/,
  ],
  [
    'on an unknown entity',
    { entityRef: 'component:default/nothing' },
    404,
    /component:default\/nothing/,
  ],
  [
    'of an action that does not apply',
    { entityRef: 'component:default/money' },
    400,
    /does not apply/,
  ],
] as const;

describe('a start that is refused at the HTTP door', () => {
  let house: House;
  let browser: Browser;
  let folder: string;
  let key: SigningKey;
  let ada: string;
  let sam: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'backstage-keys-'));
    key = await SigningKey.in(folder);
    const env = {
      ...key.env,
      SIGN_IN_MACHINE_TOKEN_SECONDS: String(MACHINE_TOKEN_SECONDS),
    };
    browser = await aBrowser();
    house = await aHouse({ name: 'refusals', env });
    [ada, sam] = await Promise.all(
      ['ada', 'sam'].map(async name => {
        const visitor = await aSignedInVisitor(browser, house, name);
        const token = await visitor.token();
        await visitor.leave();
        return token;
      }),
    );
  });

  after(async () => {
    await browser?.close();
    await house?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  wrongBodies.forEach(([what, changed, status, words]) => {
    it(`${what} is a ${status} that names it`, async () => {
      const answer = await house.api(ada).startRun(aStart(changed));
      assertRefused(answer, status, words);
    });
  });

  it('with a body of 2 MB is a 413', async () => {
    const input = { to: 'x'.repeat(2_000_000) };
    const answer = await house.api(ada).startRun(aStart({ input }));
    assertRefused(answer, 413, /larger than 256 kB/);
  });

  it('with a body that is not JSON is a 400', async () => {
    const answer = await house.api(ada).send('/runs', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"action": ',
    });
    assertRefused(answer, 400, /not JSON/);
  });

  it('with a content type that other origins may send is a 400', async () => {
    const answer = await house.api(ada).send('/runs', {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify(aStart()),
    });
    assertRefused(answer, 400, /application\/json/);
  });

  it('without credentials is a 401', async () => {
    const answer = await house.api().startRun(aStart());
    assertRefused(answer, 401, /credentials/i);
  });

  it('with an expired token is a 401, where the same token was good before', async () => {
    const good = await key.signAgain(ada, {});
    const expired = await key.signAgain(ada, {
      iat: seconds(-3600),
      exp: seconds(-60),
    });
    const path = `/actions?entityRef=${PAYMENTS_API}`;
    assert.equal((await house.api(good).get(path)).status, 200);
    assertRefused(await house.api(expired).get(path), 401, /token/i);
    assertRefused(await house.api(expired).startRun(aStart()), 401, /token/i);
  });

  it('with a token of another key is a 401', async () => {
    const other = await SigningKey.in(await mkdtemp(join(folder, 'other-')));
    const forged = await other.signAgain(ada, {});
    assertRefused(await house.api(forged).startRun(aStart()), 401, /token/i);
  });

  it('by a stranger is a 403 that says whom to ask', async () => {
    const answer = await house.api(sam).startRun(aStart());
    assertRefused(answer, 403, /do not own.*group:default\/payments/);
  });

  it('by a machine that is on no list is a 403 that says so', async () => {
    const token = await machineToken(house, 'agent');
    const answer = await house.api(token).startRun(aStart());
    assertRefused(answer, 403, /external:machine:agent is a machine/);
  });

  it('by a machine of an action it is not listed for is a 403', async () => {
    const token = await machineToken(house, 'ci');
    const request = aStart({ action: ROLLBACK, input: { to: '001' } });
    const answer = await house.api(token).startRun(request);
    assertRefused(answer, 403, /may not start Roll back database/);
  });

  it('by a machine is a 401 once its token has expired', async () => {
    const token = await machineToken(house, 'agent');
    await sleep((MACHINE_TOKEN_SECONDS + 1) * 1000);
    assertRefused(await house.api(token).startRun(aStart()), 401, /token/i);
  });

  it('leaves nothing half-made in the ledger or in Temporal', async () => {
    const path = `/runs?entityRef=${PAYMENTS_API}`;
    const listed = await house.api(ada).get(path);
    assert.deepEqual(listed.body, { items: [] });
    const temporal = await TemporalEye.on(house);
    assert.deepEqual(await temporal.workflowIds(), []);
    await temporal.close();
  });
});
