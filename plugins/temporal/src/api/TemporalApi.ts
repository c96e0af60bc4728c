import { createApiRef } from '@backstage/frontend-plugin-api';
import type {
  AuditPage,
  ExportAuditRequest,
  FollowRunsRequest,
  OfferedActions,
  ReadAuditRequest,
  Run,
  RunDetail,
  RunNews,
  RunPage,
  StartRunRequest,
  StopVerb,
} from 'backstage-plugin-temporal-common';

/**
 * Which runs of an entity to list; newest first.
 * @public
 */
export interface RunListRequest {
  readonly entityRef: string;
  readonly limit?: number;
  readonly cursor?: string;
}

/**
 * What comes over the event stream. `cursor` is the ledger version to resume
 * from.
 * @public
 */
export type StreamEvent =
  | { readonly kind: 'ready'; readonly cursor: number }
  | { readonly kind: 'news'; readonly cursor: number; readonly news: RunNews };

/**
 * What the pages ask of the backend. Failed requests reject with the
 * `ResponseError` of `@backstage/errors`.
 * @public
 */
export interface TemporalApi {
  /** The actions on one entity, each with a decision for who is signed in. */
  listActions(entityRef: string): Promise<OfferedActions>;
  /** Starts a run; the same `requestKey` sent again is the same run. */
  startRun(request: StartRunRequest): Promise<Run>;
  /** One page of an entity's runs. */
  listRuns(request: RunListRequest): Promise<RunPage>;
  /** Everything about one run. */
  getRun(runId: string): Promise<RunDetail>;
  /** Stops a run in the person's name; the reason is shown and recorded. */
  stopRun(runId: string, verb: StopVerb, reason: string): Promise<Run>;
  /**
   * Opens one event stream; it ends with the signal or the credential. Yields
   * what arrived together; nothing at all is a heartbeat.
   */
  readEvents(
    request: FollowRunsRequest,
    signal: AbortSignal,
  ): AsyncIterable<readonly StreamEvent[]>;
  /** One page of the audit, newest first. Each call is itself recorded. */
  readAudit(request: ReadAuditRequest): Promise<AuditPage>;
  /**
   * All matching records as a file, oldest first. Reading the stream rejects if
   * it ends before the file does, or with the signal.
   */
  exportAudit(
    request: ExportAuditRequest,
    signal: AbortSignal,
  ): Promise<ReadableStream<Uint8Array>>;
}

/** @public */
export const temporalApiRef = createApiRef<TemporalApi>().with({
  id: 'plugin.temporal.client',
  pluginId: 'temporal',
});
