import {
  initiatorRef,
  type Attestation,
  type Initiator,
} from 'backstage-plugin-temporal-common';
import type { Principal } from '../temporal/principalOf';

/** What it means that Temporal names this principal as who started a run. */
export function attestationOf(
  initiator: Initiator,
  principal: Principal,
): Attestation {
  const { type, name } = principal;
  // Other types, such as Temporal's own, may have anything as their names.
  const matches = type === 'jwt' && name === initiatorRef(initiator);
  return { principal, matches };
}
