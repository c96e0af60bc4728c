import type { Attestation } from 'backstage-plugin-temporal-common';
import type { HistoryEvent } from './historyPage';

/** Somebody as the server names them; `name` is the subject of their token. */
export type Principal = Attestation['principal'];

/** As long as any name that we know somebody by. */
const LONGEST_NAME = 512;

/** Whom the server names as the cause of an event, if it names anybody. */
export function principalOf(
  event: Pick<HistoryEvent, 'principal'> | undefined,
): Principal | undefined {
  const { type, name } = event?.principal ?? {};
  return type && name ? { type: cut(type), name: cut(name) } : undefined;
}

/** What was cut is nobody's name. */
function cut(text: string): string {
  return text.length > LONGEST_NAME ? `${text.slice(0, LONGEST_NAME)}…` : text;
}
