import { NotFoundError } from '@backstage/errors';
import { KEY_SET_PATH } from 'backstage-plugin-temporal-common';
import type express from 'express';
import type { SigningKeys } from '../identity/SigningKeys';
import type { TokenIssuers } from '../identity/TokenIssuers';

/** Open to everybody: where Temporal finds what it checks our tokens with. */
export const TEMPORAL_KEY_SET_PATH = '/.well-known/temporal-jwks.json';

/** What those ask who check what was signed here. */
export function addKeySets(
  router: express.Router,
  deps: { readonly keys: SigningKeys; readonly issuers: TokenIssuers },
): void {
  const { keys, issuers } = deps;

  router.get(KEY_SET_PATH, async (_req, res) => {
    res.json(await keys.publicKeySet());
  });

  router.get(TEMPORAL_KEY_SET_PATH, async (_req, res) => {
    if (issuers.all.length === 0) {
      throw new NotFoundError('No cluster in temporal.clusters has jwt');
    }
    const keySet = await issuers.publicKeySet().catch(() => undefined);
    if (keySet) res.json(keySet);
    // Temporal takes any JSON for a key set, that of an error for an empty one,
    // and then refuses all workers. What it can't read leaves it what it has.
    else res.status(503).type('text').send('The keys can’t be read now');
  });
}
