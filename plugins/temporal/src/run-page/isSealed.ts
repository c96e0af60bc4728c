import type { RunDetail } from 'backstage-plugin-temporal-common';
import { chainOf } from '../readable/chainOf';
import { holdsSecret } from '../readable/secretValues';

/** Whether a run was given secrets, as far as the page knows. */
export function isSealed({ payloads }: RunDetail): boolean {
  if (!payloads.visible) {
    return false;
  }
  const { failure, input, result } = payloads.value;
  const failures = failure ? chainOf(failure) : [];
  return (
    holdsSecret(input) ||
    holdsSecret(result) ||
    failures.some(({ sealed }) => sealed)
  );
}
