import type { BrowserContext, Locator, Page } from 'playwright-core';

/** Temporal's own page of a workflow, as a person of Backstage sees it. */
export class TemporalUi {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  /**
   * Opens it with our decoder, as somebody sets it there by hand: the dev server
   * has no setting for the cookie.
   */
  static async open(
    context: BrowserContext,
    address: string,
    decoder: string,
  ): Promise<TemporalUi> {
    const page = await context.newPage();
    await page.addInitScript(endpoint => {
      localStorage.setItem('endpoint', JSON.stringify(endpoint));
      localStorage.setItem('includeCredentials', 'true');
      localStorage.setItem('overrideRemoteCodecConfiguration', 'true');
    }, decoder);
    await page.goto(address);
    return new TemporalUi(page);
  }

  text(words: RegExp): Locator {
    return this.page.getByText(words).first();
  }
}
