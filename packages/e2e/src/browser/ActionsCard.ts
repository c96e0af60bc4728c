import type { Locator, Page } from 'playwright-core';

/** The Actions card of an entity's page, as a person uses it. */
export class ActionsCard {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  runButton(action: string): Locator {
    return this.#page.getByRole('button', { name: `Run ${action}` });
  }

  /** Goes through the dialog up to its last button, with the usual inputs. */
  async review(action: string): Promise<Locator> {
    await this.runButton(action).click();
    const dialog = this.#page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Review' }).click();
    return dialog.getByRole('button', { name: 'Run now' });
  }

  async run(action: string): Promise<void> {
    const runNow = await this.review(action);
    await runNow.click();
  }

  /** Asks others for a run of an action whose one input is a version. */
  async request(
    action: string,
    wanted: { readonly version: string; readonly reason: string },
  ): Promise<void> {
    const name = new RegExp(`^(Run|Request run of) ${action}$`);
    await this.#page.getByRole('button', { name }).click();
    const dialog = this.#page.getByRole('dialog');
    await dialog.getByLabel('Version').fill(wanted.version);
    await dialog.getByRole('button', { name: 'Review' }).click();
    await dialog.getByLabel(/Reason/).fill(wanted.reason);
    // What can't be undone is confirmed as well.
    const confirmation = dialog.getByRole('checkbox');
    if (await confirmation.count()) await confirmation.check({ force: true });
    await dialog.getByRole('button', { name: 'Request run' }).click();
  }

  /** The newest runs, newest first. */
  get latestRuns(): Locator {
    return this.#page
      .locator('section')
      .filter({ has: this.#page.getByText('Latest runs', { exact: true }) })
      .getByRole('listitem');
  }

  /** Waits until the newest run shows this status, by itself. */
  async untilNewestIs(status: string): Promise<void> {
    await this.latestRuns
      .first()
      .getByText(status, { exact: true })
      .waitFor({ timeout: 60_000 });
  }

  async openNewestRun(): Promise<void> {
    await this.latestRuns.first().getByRole('link').first().click();
  }
}
