import type { StatementClaims } from 'backstage-plugin-temporal-common/workflow';

/**
 * What the local activity `admit` answers, and so what the history keeps: the
 * claims of an admitted run, or why a workflow runs unadmitted.
 */
export type AdmitResult = StatementClaims | { readonly unverified: string };
