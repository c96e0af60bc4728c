import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { aBrowser } from '../browser/aBrowser.ts';
import { aSignedInVisitor, Visitor } from '../browser/Visitor.ts';
import { aHouse } from '../house/aHouse.ts';
import type { House } from '../house/House.ts';

describe('signing in', () => {
  let house: House;
  let browser: Browser;

  before(async () => {
    browser = await aBrowser();
    house = await aHouse({ name: 'signing-in' });
  });

  after(async () => {
    await browser?.close();
    await house?.stop();
  });

  it('lets a person of the catalog in, and a reload keeps them in', async () => {
    const ada = await aSignedInVisitor(browser, house, 'ada');
    await ada.open('/settings');
    await ada.page.getByText('ada@example.com').waitFor();
    await ada.page.reload();
    await ada.page.getByText('ada@example.com').waitFor();
    await ada.photograph('signed-in');
    await ada.leave();
  });

  it('asks again after a wrong password', async () => {
    const visitor = await Visitor.of(browser, house);
    const popup = await visitor.trySignIn('ada', 'not-her-password');
    await popup.getByText('Name or password is wrong.').waitFor();
    await visitor.leave();
  });

  it('refuses somebody who is in no catalog', async () => {
    const visitor = await Visitor.of(browser, house);
    await visitor.trySignIn('noel');
    await visitor.page.getByText('unable to resolve user identity').waitFor();
    await visitor.photograph('sign-in-refused');
    await visitor.leave();
  });

  it('has no guest', async () => {
    const visitor = await Visitor.of(browser, house);
    await visitor.page.getByRole('button', { name: 'Sign In' }).waitFor();
    assert.equal(await visitor.page.getByText('Guest').count(), 0);
    const refresh = await fetch(`${house.url}/api/auth/guest/refresh`);
    assert.equal(refresh.status, 404);
    await visitor.leave();
  });
});
