import type {
  AdmissionRequest,
  AuthorizationRequest,
  Decision,
  WorkerToken,
  WorkerTokenRequest,
} from 'backstage-plugin-temporal-common';
import { about } from '../audit/about';
import type { AuditTrail } from '../audit/AuditTrail';
import type { Admission } from '../identity/Admission';
import type { Authorization } from '../identity/Authorization';
import type { Caller } from '../identity/Caller';
import type { WorkerTokens } from '../identity/WorkerTokens';
import type { Place } from '../temporal/Place';
import { mayServe } from './mayServe';

/** The guard for what workers ask: only in namespaces they are bound to. */
export class WorkerGuard {
  readonly #admission: Admission;
  readonly #authorization: Authorization;
  readonly #audit: AuditTrail;
  readonly #tokens: WorkerTokens;
  readonly #workers: ReadonlyMap<string, readonly Place[]>;

  constructor(deps: {
    admission: Admission;
    authorization: Authorization;
    audit: AuditTrail;
    tokens: WorkerTokens;
    workers: ReadonlyMap<string, readonly Place[]>;
  }) {
    this.#admission = deps.admission;
    this.#authorization = deps.authorization;
    this.#audit = deps.audit;
    this.#tokens = deps.tokens;
    this.#workers = deps.workers;
  }

  async admit(request: AdmissionRequest, caller: Caller): Promise<void> {
    const { namespace, workflowId } = request;
    const meta = { namespace, workflow: workflowId };
    const attempt = { event: 'run-admit', caller, meta } as const;
    await this.#audit.record(attempt, async note => {
      note.allow(mayServe(this.#workers, { namespace }, caller));
      const run = await this.#admission.runOf(request);
      note.allow(mayServe(this.#workers, run, caller));
      await this.#admission.admit(request, run);
      note.add(about(run));
    });
  }

  async authorize(
    request: AuthorizationRequest,
    caller: Caller,
  ): Promise<Decision> {
    const { namespace, scope } = request;
    const meta = { namespace, scope };
    const attempt = { event: 'run-authorize', caller, meta } as const;
    let decision: Decision | undefined;
    try {
      return await this.#audit.record(attempt, async note => {
        note.allow(mayServe(this.#workers, { namespace }, caller));
        const run = await this.#authorization.runOf(request);
        note.allow(mayServe(this.#workers, run, caller));
        note.add(about(run));
        decision = await this.#authorization.decide(run);
        note.allow(decision);
        return decision;
      });
    } catch (error) {
      // A no is recorded as one, and answered as a decision.
      if (decision) return decision;
      throw error;
    }
  }

  async issueToken(
    request: WorkerTokenRequest,
    caller: Caller,
  ): Promise<WorkerToken> {
    const { worker, cluster } = request;
    const meta = { worker, cluster };
    const attempt = { event: 'worker-token', caller, meta } as const;
    return this.#audit.record(attempt, async note => {
      note.allow(this.#tokens.mayHave(request, caller));
      const issued = await this.#tokens.issue(request);
      const { expiresAt, namespaces } = issued;
      note.add({ namespaces: [...namespaces], expiresAt });
      return issued;
    });
  }
}
