import type { Page, Request, Response } from 'playwright-core';
import type { Canary } from './Canary.ts';

/** All that goes from and to a page, from now on. */
export class Traffic {
  readonly #page: Page;
  readonly #found: Promise<string | undefined>[] = [];

  /** Notes where a canary goes, but for the body that it is meant for. */
  constructor(page: Page, canaries: readonly Canary[], meantFor: RegExp) {
    this.#page = page;
    const isIn = (text: string) => canaries.some(canary => canary.isIn(text));
    const note = (found: boolean, what: string) => (found ? what : undefined);
    const asked = (request: Request) => {
      const url = request.url();
      const body = meantFor.test(url) ? '' : request.postData() ?? '';
      return note(isIn(`${url} ${body}`), `asked ${url}`);
    };
    const answered = async (response: Response) => {
      const body = await response.text().catch(() => '');
      return note(isIn(body), `answered by ${response.url()}`);
    };
    page.on('request', request =>
      this.#found.push(Promise.resolve(asked(request))),
    );
    page.on('response', response => this.#found.push(answered(response)));
    page.on('console', message =>
      this.#found.push(
        Promise.resolve(note(isIn(message.text()), 'on the console')),
      ),
    );
  }

  /**
   * Where a canary was seen, in words. Leaves the page first: the answer that
   * its event stream is has no end before, and is then looked at no more.
   */
  async traces(): Promise<readonly string[]> {
    await this.#page.close();
    const found = await Promise.all(this.#found);
    return found.filter(trace => trace !== undefined);
  }
}
