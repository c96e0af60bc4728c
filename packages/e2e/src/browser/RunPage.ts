import type { Locator, Page } from 'playwright-core';

const RUN_PATH = /\/temporal\/runs\/([0-9a-f-]{36})$/;
const PATIENCE_MS = 120_000;

/** The page of a run that waits for people, or the list of all such runs. */
export class RunPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The id of the run that the page shows, once it shows one. */
  async runId(): Promise<string> {
    await this.#page.waitForURL(RUN_PATH);
    const [, id] = RUN_PATH.exec(this.#page.url()) ?? [];
    if (!id) {
      throw new Error(`${this.#page.url()} is no page of a run`);
    }
    return id;
  }

  approveButton(action: string): Locator {
    return this.#page.getByRole('button', { name: `Approve ${action}` });
  }

  async decide(
    verdict: 'Approve' | 'Reject',
    action: string,
    reason: string,
  ): Promise<void> {
    await this.#page
      .getByRole('button', { name: `${verdict} ${action}` })
      .first()
      .click();
    const dialog = this.#page.getByRole('dialog');
    await dialog.getByLabel(/Reason/).fill(reason);
    await dialog.getByRole('button', { name: verdict, exact: true }).click();
  }

  async withdraw(reason: string): Promise<void> {
    await this.#page.getByRole('button', { name: 'Withdraw request' }).click();
    const dialog = this.#page.getByRole('dialog');
    await dialog.getByLabel(/Reason/).fill(reason);
    await dialog.getByRole('button', { name: 'Withdraw the request' }).click();
  }

  /** Waits until the run shows this status, by itself. */
  async untilItIs(status: string): Promise<void> {
    await this.#page
      .locator(`div[data-run-id][data-status="${status}"]`)
      .waitFor({ timeout: PATIENCE_MS });
  }
}
