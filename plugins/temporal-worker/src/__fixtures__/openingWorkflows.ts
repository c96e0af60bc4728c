import { openSecret } from 'backstage-plugin-temporal-worker';
import type { SealedSecret } from 'backstage-plugin-temporal-common';

/** Opens what only an activity may. */
export async function opens(input: { readonly password: SealedSecret }) {
  return openSecret(input.password);
}
