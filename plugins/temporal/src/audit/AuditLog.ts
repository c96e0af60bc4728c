import { toError } from '@backstage/errors';
import type { AuditPage, AuditRecord } from 'backstage-plugin-temporal-common';
import type { TemporalApi } from '../api/TemporalApi';
import type { Filters } from '../filters/FilterRules';
import { Watched } from '../live/Watched';
import {
  auditFilters,
  type AuditFilterName,
  type WantedRecords,
} from './auditFilters';

const PAGE_SIZE = 50;

/** The records as far as they were loaded, newest first. */
export interface AuditLogState {
  readonly records: readonly AuditRecord[];
  readonly nextCursor?: string;
  readonly looking: boolean;
  readonly loadingMore: boolean;
  /** Why the newest page could not be loaded. */
  readonly error?: Error;
  /** Why older ones could not be. */
  readonly moreError?: Error;
  /** Whether the newest page was ever loaded. */
  readonly seen: boolean;
}

const nothingYet: AuditLogState = {
  records: [],
  looking: false,
  loadingMore: false,
  seen: false,
};

/**
 * The audit with some filters. It looks only when asked, because each look is
 * recorded in the audit itself.
 */
export class AuditLog {
  readonly state = new Watched<AuditLogState>(nothingYet);
  readonly #api: TemporalApi;
  readonly #filters: Filters<AuditFilterName>;
  #request: WantedRecords | undefined;

  constructor(api: TemporalApi, filters: Filters<AuditFilterName>) {
    this.#api = api;
    this.#filters = filters;
  }

  /** Loads the newest page, in place of whatever was loaded. */
  readonly look = async (): Promise<void> => {
    const request = auditFilters.requestFor(this.#filters, Date.now());
    if (!request || this.state.get().looking) {
      return;
    }
    this.#request = request;
    this.#change({ looking: true, loadingMore: false });
    try {
      const { items, nextCursor } = await this.#ask(request);
      this.state.set({ ...nothingYet, records: items, nextCursor, seen: true });
    } catch (error) {
      this.#change({ looking: false, error: toError(error) });
    }
  };

  /** Adds the next older page. */
  readonly loadMore = async (): Promise<void> => {
    const request = this.#request;
    const { nextCursor: cursor, loadingMore, looking } = this.state.get();
    if (!request || cursor === undefined || loadingMore || looking) {
      return;
    }
    this.#change({ loadingMore: true, moreError: undefined });
    const part = await this.#ask(request, cursor).then(
      page => ({
        records: [...this.state.get().records, ...page.items],
        nextCursor: page.nextCursor,
      }),
      error => ({ moreError: toError(error) }),
    );
    // Looking again meanwhile began anew, and these are no longer next.
    if (this.#request === request) {
      this.#change({ ...part, loadingMore: false });
    }
  };

  #ask(request: WantedRecords, cursor?: string): Promise<AuditPage> {
    return this.#api.readAudit({ ...request, limit: PAGE_SIZE, cursor });
  }

  #change(part: Partial<AuditLogState>): void {
    this.state.set({ ...this.state.get(), ...part });
  }
}
