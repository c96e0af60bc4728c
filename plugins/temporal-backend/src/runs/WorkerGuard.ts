import { NotAllowedError } from '@backstage/errors';
import {
  initiatorRef,
  type AdmissionRequest,
  type AuthorizationRequest,
  type Decision,
} from 'backstage-plugin-temporal-common';
import type { AuditTrail } from '../audit/AuditTrail';
import type { Admission } from '../identity/Admission';
import type { Authorization } from '../identity/Authorization';
import type { Caller } from '../identity/Caller';
import { allow } from '../policy/decided';

/** The guard for what workers ask: only in namespaces they are bound to. */
export class WorkerGuard {
  readonly #admission: Admission;
  readonly #authorization: Authorization;
  readonly #audit: AuditTrail;
  readonly #workers: ReadonlyMap<string, ReadonlySet<string>>;

  constructor(deps: {
    admission: Admission;
    authorization: Authorization;
    audit: AuditTrail;
    workers: ReadonlyMap<string, ReadonlySet<string>>;
  }) {
    this.#admission = deps.admission;
    this.#authorization = deps.authorization;
    this.#audit = deps.audit;
    this.#workers = deps.workers;
  }

  async admit(request: AdmissionRequest, caller: Caller): Promise<void> {
    const { namespace, workflowId } = request;
    const meta = { namespace, workflow: workflowId };
    const attempt = { event: 'run-admit', caller, meta } as const;
    await this.#audit.record(attempt, async add => {
      this.#mustServe(namespace, caller);
      const run = await this.#admission.admit(request);
      add({ run: run.id, initiator: initiatorRef(run.initiator) });
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
      return await this.#audit.record(attempt, async add => {
        this.#mustServe(namespace, caller);
        const run = await this.#authorization.runOf(request);
        add({
          run: run.id,
          action: run.action.ref,
          target: run.target.entityRef,
          initiator: initiatorRef(run.initiator),
        });
        decision = await this.#authorization.decide(run);
        allow(decision);
        return decision;
      });
    } catch (error) {
      // A no is recorded as a failure, and answered as a decision.
      if (decision) return decision;
      throw error;
    }
  }

  #mustServe(namespace: string, { initiator }: Caller): void {
    const subject = initiatorRef(initiator);
    const bound =
      initiator.kind === 'service' &&
      this.#workers.get(subject)?.has(namespace);
    if (bound) return;
    throw new NotAllowedError(
      `${subject} is not a worker of namespace ${namespace}; an administrator adds it to temporal.workers`,
    );
  }
}
