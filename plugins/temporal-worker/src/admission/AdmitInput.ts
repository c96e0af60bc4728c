/**
 * The statement that a workflow came with, or a sentence that says why there is
 * none.
 */
export type Evidence =
  | { readonly statement: string }
  | { readonly missing: string };

/**
 * What the workflow's interceptor tells the local activity `admit` about the
 * workflow that is about to run. The rest (workflow id, type, namespace) the
 * activity knows from Temporal.
 */
export interface AdmitInput {
  readonly evidence: Evidence;
  readonly firstExecutionRunId: string;
  readonly isChild: boolean;
  readonly root?: { readonly workflowId: string; readonly runId: string };
  readonly argumentCount: number;
  /** Statements of those who approved, as a gate handed them on. */
  readonly approvals?: readonly string[];
  readonly input?: unknown;
}
