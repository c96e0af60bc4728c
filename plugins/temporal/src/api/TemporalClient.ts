import { ResponseError } from '@backstage/errors';
import type { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import type {
  AnswerQuestionRequest,
  AuditPage,
  ExportAuditRequest,
  FollowRunsRequest,
  ListQuestionsRequest,
  OfferedActions,
  PauseVerb,
  QuestionPage,
  ReadAuditRequest,
  RetryRunRequest,
  Run,
  RunDetail,
  RunFigures,
  RunFilters,
  RunFormat,
  RunPage,
  RunPayloads,
  RunQuestion,
  StartRunRequest,
  StopVerb,
} from 'backstage-plugin-temporal-common';
import type { RunListRequest, StreamEvent, TemporalApi } from './TemporalApi';

type Query = Record<string, string | number | readonly string[] | undefined>;

/**
 * Speaks to the backend plugin over HTTP, with the credentials that
 * `fetchApi` adds.
 * @public
 */
export class TemporalClient implements TemporalApi {
  readonly #discoveryApi: DiscoveryApi;
  readonly #fetchApi: FetchApi;

  constructor(options: {
    readonly discoveryApi: DiscoveryApi;
    readonly fetchApi: FetchApi;
  }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  listActions(entityRef: string): Promise<OfferedActions> {
    return this.#json(withQuery('/actions', { entityRef }));
  }

  startRun(request: StartRunRequest): Promise<Run> {
    return this.#post('/runs', request);
  }

  stopRun(runId: string, verb: StopVerb, reason: string): Promise<Run> {
    return this.#post(`/runs/${encodeURIComponent(runId)}/${verb}`, { reason });
  }

  retryRun(runId: string, request: RetryRunRequest): Promise<Run> {
    return this.#post(`/runs/${encodeURIComponent(runId)}/retry`, request);
  }

  pauseRun(runId: string, verb: PauseVerb, reason: string): Promise<Run> {
    return this.#post(`/runs/${encodeURIComponent(runId)}/${verb}`, { reason });
  }

  answerQuestion(
    question: { readonly runId: string; readonly key: string },
    request: AnswerQuestionRequest,
  ): Promise<RunQuestion> {
    const run = encodeURIComponent(question.runId);
    const key = encodeURIComponent(question.key);
    return this.#post(`/runs/${run}/questions/${key}/answers`, request);
  }

  withdrawRun(runId: string, reason: string): Promise<Run> {
    return this.#post(`/runs/${encodeURIComponent(runId)}/withdraw`, {
      reason,
    });
  }

  listQuestions(request: ListQuestionsRequest): Promise<QuestionPage> {
    return this.#json(withQuery('/questions', { ...request }));
  }

  listRuns(request: RunListRequest): Promise<RunPage> {
    return this.#json(withQuery('/runs', { ...request }));
  }

  getRunFigures(filters: RunFilters): Promise<RunFigures> {
    return this.#json(withQuery('/runs/figures', { ...filters }));
  }

  exportRuns(
    request: RunFilters & { readonly format: RunFormat },
    signal: AbortSignal,
  ): Promise<ReadableStream<Uint8Array>> {
    return this.#file(withQuery('/runs/export', { ...request }), signal);
  }

  getRun(runId: string): Promise<RunDetail> {
    return this.#json(`/runs/${encodeURIComponent(runId)}`);
  }

  getPayloads(runId: string): Promise<RunPayloads> {
    return this.#json(`/runs/${encodeURIComponent(runId)}/payloads`);
  }

  async *readEvents(
    request: FollowRunsRequest,
    signal: AbortSignal,
  ): AsyncGenerator<readonly StreamEvent[]> {
    // Loaded on first use, so that an app pays for it on entity pages only.
    const { parseEvents } = await import('./parseEvents');
    const response = await this.#send(withQuery('/events', { ...request }), {
      headers: { Accept: 'text/event-stream' },
      cache: 'no-store',
      signal,
    });
    yield* parseEvents(bodyOf(response));
  }

  readAudit(request: ReadAuditRequest): Promise<AuditPage> {
    return this.#json(withQuery('/audit', request));
  }

  exportAudit(
    request: ExportAuditRequest,
    signal: AbortSignal,
  ): Promise<ReadableStream<Uint8Array>> {
    return this.#file(withQuery('/audit/export', request), signal);
  }

  async #file(
    path: string,
    signal: AbortSignal,
  ): Promise<ReadableStream<Uint8Array>> {
    return bodyOf(await this.#send(path, { cache: 'no-store', signal }));
  }

  #post<T>(path: string, body: unknown): Promise<T> {
    return this.#json(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  async #json<T>(path: string, init?: RequestInit): Promise<T> {
    const response = await this.#send(path, init);
    return response.json();
  }

  async #send(path: string, init?: RequestInit): Promise<Response> {
    const baseUrl = await this.#discoveryApi.getBaseUrl('temporal');
    const response = await this.#fetchApi.fetch(`${baseUrl}${path}`, init);
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }
}

function bodyOf(response: Response): ReadableStream<Uint8Array> {
  if (!response.body) {
    throw new Error('The answer of the temporal backend has no body');
  }
  return response.body;
}

/** Several values of one name are joined by commas. */
function withQuery(path: string, query: Query): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) {
      given.set(name, String(value));
    }
  }
  return `${path}?${given}`;
}
