import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { aBrowser } from '../browser/aBrowser.ts';
import { aSignedInVisitor } from '../browser/Visitor.ts';
import type { Visitor } from '../browser/Visitor.ts';
import { aStart, PAYMENTS_API } from '../callers/requests.ts';
import { aHouse } from '../house/aHouse.ts';
import type { Api } from '../house/Api.ts';
import type { House } from '../house/House.ts';

describe('while Temporal is down', () => {
  let house: House;
  let browser: Browser;
  let ada: Visitor;
  let api: Api;

  before(async () => {
    browser = await aBrowser();
    house = await aHouse({ name: 'temporal-down' });
    ada = await aSignedInVisitor(browser, house, 'ada');
    api = house.api(await ada.token());
    await house.process('temporal').kill();
  });

  after(async () => {
    await browser?.close();
    await house?.stop();
  });

  it('a start is a 503 that says nothing was started', async () => {
    const answer = await api.startRun(aStart());
    assert.equal(answer.status, 503, JSON.stringify(answer.body));
    assert.match(JSON.stringify(answer.body), /Nothing was started/);
    const listed = await api.get(`/runs?entityRef=${PAYMENTS_API}`);
    assert.deepEqual(listed, { status: 200, body: { items: [] } });
  });

  it('the page opens, its buttons are off, and it says why', async () => {
    await ada.openEntity('payments-api');
    const run = ada.page.getByRole('button', { name: 'Run Migrate database' });
    await run.waitFor();
    assert.equal(await run.isEnabled(), false);
    await ada.page
      .getByText(/Temporal/)
      .first()
      .waitFor();
    await ada.photograph('temporal-down');
  });

  it('the same request starts one run when Temporal is back', async () => {
    const request = aStart({ input: { dryRun: true } });
    assert.equal((await api.startRun(request)).status, 503);
    await house.process('temporal').start();
    const answer = await retried(() => api.startRun(request));
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
  });
});

/** Tries again while the connection to Temporal is being made anew. */
async function retried(send: () => ReturnType<Api['startRun']>) {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const answer = await send();
    if (answer.status !== 503 || Date.now() > deadline) {
      return answer;
    }
    await new Promise(resolve => setTimeout(resolve, 250));
  }
}
