import type { Locator, Page } from 'playwright-core';

/** The page of all runs, as a person uses it. */
export class RunsList {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get form(): Locator {
    return this.#page.getByRole('search');
  }

  get grid(): Locator {
    return this.#page.getByRole('grid', { name: 'Runs' });
  }

  /** The rows that have all of these words. */
  rows(...words: readonly string[]): Locator {
    return words.reduce(
      (found, hasText) => found.filter({ hasText }),
      this.grid.getByRole('row'),
    );
  }

  get figures(): Locator {
    const name = 'How the latest finished runs went';
    return this.#page.getByRole('list', { name });
  }

  /** How the latest finished runs of an action went. */
  figureOf(action: string): Locator {
    return this.figures.getByRole('listitem').filter({ hasText: action });
  }

  /** Waits until it is known which runs the filters show. */
  async settled(): Promise<void> {
    const none = this.#page.getByText('No run matches these filters');
    await this.grid.or(none).waitFor();
  }

  async shortcut(name: 'Mine' | 'Open' | 'Failed'): Promise<void> {
    await this.form.getByRole('button', { name, exact: true }).click();
  }

  async type(label: string | RegExp, text: string): Promise<void> {
    const field = this.form.getByLabel(label);
    await field.fill(text);
    await field.press('Enter');
  }

  async choose(label: string, option: string): Promise<void> {
    await this.form.getByRole('button', { name: new RegExp(label) }).click();
    const choice = { name: option, exact: true };
    await this.#page.getByRole('option', choice).click();
    await this.#page.keyboard.press('Escape');
  }

  async select(row: Locator): Promise<void> {
    // Its label is drawn over it.
    await row.getByRole('checkbox').check({ force: true });
  }
}
