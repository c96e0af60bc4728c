import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { people } from 'sign-in/src/people.mjs';
import { dataDir } from '../../../../scripts/setup/places.mjs';
import type { House } from '../house/House.ts';

const PATIENCE_MS = 30_000;

export function passwordOf(name: string): string {
  const person = people.find(({ id }) => id === name);
  if (!person) {
    throw new Error(`The sign-in provider knows nobody called '${name}'`);
  }
  return person.password;
}

/** Somebody in front of a browser of their own. */
export class Visitor {
  readonly page: Page;
  readonly #context: BrowserContext;
  readonly #house: House;

  private constructor(context: BrowserContext, page: Page, house: House) {
    this.#context = context;
    this.page = page;
    this.#house = house;
  }

  static async of(browser: Browser, house: House): Promise<Visitor> {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 900 },
    });
    context.setDefaultTimeout(PATIENCE_MS);
    const visitor = new Visitor(context, await context.newPage(), house);
    await visitor.open('/');
    return visitor;
  }

  async open(path: string): Promise<void> {
    await this.page.goto(this.#house.url + path);
  }

  openEntity(name: string): Promise<void> {
    return this.open(`/catalog/default/component/${name}`);
  }

  /** Goes through the sign-in page and the provider's form as this person. */
  async trySignIn(name: string, password = passwordOf(name)): Promise<Page> {
    const button = this.page.getByRole('button', { name: 'Sign In' });
    const [popup] = await Promise.all([
      this.#context.waitForEvent('page'),
      button.click(),
    ]);
    await popup.getByLabel('Name').fill(name);
    await popup.getByLabel('Password').fill(password);
    await popup.getByRole('button', { name: 'Sign in' }).click();
    return popup;
  }

  async signIn(name: string): Promise<void> {
    await this.trySignIn(name);
    await this.page.getByRole('link', { name: 'Settings' }).waitFor();
  }

  /** The person's Backstage token, as the page itself gets it. */
  async token(): Promise<string> {
    const answer: unknown = await this.page.evaluate(async () => {
      const response = await fetch('/api/auth/oidc/refresh?env=development', {
        headers: { 'X-Requested-With': 'XMLHttpRequest' },
        credentials: 'include',
      });
      return response.json();
    });
    return tokenIn(answer);
  }

  /** Keeps what the page looks like now, in `.data/screenshots`. */
  async photograph(name: string): Promise<void> {
    const folder = join(dataDir, 'screenshots');
    mkdirSync(folder, { recursive: true });
    await this.page.screenshot({ path: join(folder, `${name}.png`) });
  }

  async leave(): Promise<void> {
    await this.#context.close();
  }
}

function tokenIn(answer: unknown): string {
  const { backstageIdentity } = answer as {
    backstageIdentity?: { token?: string };
  };
  if (!backstageIdentity?.token) {
    throw new Error(`No token for this person: ${JSON.stringify(answer)}`);
  }
  return backstageIdentity.token;
}

/** A visitor who has signed in already. */
export async function aSignedInVisitor(
  browser: Browser,
  house: House,
  name: string,
): Promise<Visitor> {
  const visitor = await Visitor.of(browser, house);
  await visitor.signIn(name);
  return visitor;
}
