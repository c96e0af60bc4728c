import type { Attestation } from 'backstage-plugin-temporal-common';
import { visibleText } from '../readable/visibleText';

const FROM_TOKEN = 'jwt';

/** Whom Temporal names, and by what it knows them where that is no token. */
export function nameOfPrincipal({ principal }: Attestation): string {
  const { name, type } = principal;
  return visibleText(type === FROM_TOKEN ? name : `${name} (${type})`);
}
