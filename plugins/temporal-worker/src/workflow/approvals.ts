import { defaultPayloadConverter, type Headers } from '@temporalio/common';
import { APPROVALS_HEADER } from 'backstage-plugin-temporal-common/workflow';

// Temporal loads this module once per workflow execution.
let approvals: readonly string[] = [];

/** Remembers the statements of those who approved the run. */
export function approvedWith(statements: readonly string[]): void {
  approvals = statements;
}

/** The header that carries them on when the run continues as new. */
export function approvalsHeader(): Headers {
  return approvals.length > 0
    ? { [APPROVALS_HEADER]: defaultPayloadConverter.toPayload(approvals) }
    : {};
}

/** What the header of a workflow holds; `undefined` if it has none. */
export function approvalsIn(headers: Headers): readonly string[] | undefined {
  if (!headers[APPROVALS_HEADER]) {
    return undefined;
  }
  try {
    const found: unknown = defaultPayloadConverter.fromPayload(
      headers[APPROVALS_HEADER],
    );
    return Array.isArray(found) && found.every(item => typeof item === 'string')
      ? found
      : [];
  } catch {
    return [];
  }
}
