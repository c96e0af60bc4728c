import {
  type AuditPage,
  type AuditRecord,
  type ExportAuditRequest,
  type ReadAuditRequest,
} from 'backstage-plugin-temporal-common';
import type { Note } from '../audit/Attempt';
import type { AuditReader } from '../audit/AuditReader';
import type { AuditTrail } from '../audit/AuditTrail';
import type { Caller } from '../identity/Caller';
import { decided } from '../policy/decided';
import type { RunPolicy } from '../policy/RunPolicy';
import { sendCounted, type SendRecords } from './SendRecords';

/** The guard for the audit itself: each look at it is on the record, too. */
export class AuditGuard {
  readonly #audit: AuditTrail;
  readonly #reader: AuditReader;
  readonly #policy: RunPolicy;

  constructor(deps: {
    audit: AuditTrail;
    auditReader: AuditReader;
    policy: RunPolicy;
  }) {
    this.#audit = deps.audit;
    this.#reader = deps.auditReader;
    this.#policy = deps.policy;
  }

  async read(request: ReadAuditRequest, caller: Caller): Promise<AuditPage> {
    const { limit, cursor, ...filters } = request;
    const attempt = { event: 'audit-read', caller, meta: { filters } } as const;
    return this.#audit.record(attempt, async note => {
      await this.#mayRead(caller, note);
      const page = await this.#reader.page(request, note.id);
      note.add({ records: page.items.length });
      return page;
    });
  }

  async export(
    request: ExportAuditRequest,
    caller: Caller,
    send: SendRecords<AuditRecord>,
  ): Promise<void> {
    const { format, ...filters } = request;
    const meta = { format, filters };
    const attempt = { event: 'audit-export', caller, meta } as const;
    await this.#audit.record(attempt, async note => {
      await this.#mayRead(caller, note);
      const all = this.#reader.all(request, note.id);
      await sendCounted(all, send, records => note.add({ records }));
    });
  }

  async #mayRead(caller: Caller, note: Note): Promise<void> {
    const who = await decided(this.#policy.identify(caller));
    note.allow(await decided(this.#policy.mayReadAudit(who)));
  }
}
