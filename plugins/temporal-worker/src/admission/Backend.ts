/**
 * Where the Backstage backend answers, and the external-access token that the
 * worker calls it with.
 * @public
 */
export interface Backend {
  readonly url: string;
  readonly token: string;
}

/** An address below the plugin's base URL. */
export function pluginUrl(backend: Backend, path: string): string {
  return `${backend.url.replace(/\/+$/, '')}/api/temporal${path}`;
}
