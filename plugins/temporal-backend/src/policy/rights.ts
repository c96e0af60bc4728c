import type { Place } from '../temporal/Place';
import type { FilterPredicate } from '@backstage/filter-predicates';

/** Which task queues the actions of an owner may use, in which namespaces. */
export interface TaskQueueGrant {
  readonly owner: string;
  readonly places: readonly Place[];
  readonly queues: ReadonlySet<string>;
}

/** Which actions a machine may start, on what these owners own. */
export interface MachineRights {
  readonly actsFor: ReadonlySet<string>;
  readonly actions: ReadonlySet<string>;
}

/** Targets on which nothing starts without an approval, whatever the action. */
export interface ApprovalDemand {
  readonly targets: FilterPredicate;
  readonly approvers: readonly string[];
  readonly quorum?: number;
  /** How long they have at most, in milliseconds. */
  readonly lastsMs?: number;
  readonly reasonRequired?: boolean;
}
