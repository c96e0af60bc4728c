import type { Place } from './Place';

/** A namespace, and whose targets' runs start there; without owner, the rest's. */
export interface NamespaceConfig extends Place {
  readonly owner?: string;
  /** For how many days closed runs are kept, if it has to be made. */
  readonly retentionDays: number;
}
