/**
 * Where the Backstage backend answers, and the external-access token that the
 * worker calls it with: as it is, or where it is to be had at each call, if it
 * changes while the worker works.
 * @public
 */
export interface Backend {
  readonly url: string;
  readonly token: string | (() => Promise<string>);
}

/**
 * The token to call with now.
 * @throws what its function throws; Error if a header can't carry it, which
 *   `fetch` would say with the token in its words
 */
export async function tokenOf({ token }: Backend): Promise<string> {
  const now = typeof token === 'function' ? await token() : token;
  if (!/^[\x21-\x7e]+$/.test(now)) {
    throw new Error('it must be one word: no spaces, no line breaks');
  }
  return now;
}

/** An address below the plugin's base URL. */
export function pluginUrl(backend: Backend, path: string): string {
  return `${backend.url.replace(/\/+$/, '')}/api/temporal${path}`;
}
