import {
  exportRunsSchema,
  isFinished,
  runStatuses,
  type RunFilters,
  type RunStatus,
} from 'backstage-plugin-temporal-common';
import { FilterRules, spanOf, type Filters } from '../filters/FilterRules';
import type { WantedRuns } from '../live/WantedRuns';

/** The filters that a list of runs has, whether of one entity or of all. */
const filterNames = [
  'initiator',
  'owner',
  'action',
  'status',
  'text',
  'last',
  'from',
  'to',
] as const;

export type RunFilterName = (typeof filterNames)[number] | 'entityRef';

const schema = exportRunsSchema.omit({ format: true });

/** The filters of all runs. */
export const runFilters = new FilterRules<RunFilterName, RunFilters>(
  [...filterNames, 'entityRef'],
  schema,
);

/** The filters of the runs of one entity, which is not among them. */
export const entityRunFilters = new FilterRules<RunFilterName, RunFilters>(
  filterNames,
  schema,
);

/** Which statuses a shortcut stands for. */
export const shortcuts = {
  open: joined(status => !isFinished(status)),
  failed: joined(status => status === 'failed' || status === 'timed-out'),
} as const;

/** The runs that filters mean; undefined while one of them is malformed. */
export function wantedBy(
  rules: FilterRules<RunFilterName, RunFilters>,
  filters: Filters<RunFilterName>,
  entityRef?: string,
): WantedRuns | undefined {
  const lastMs = spanOf(filters);
  const given =
    lastMs === undefined ? filters : { ...filters, last: undefined };
  const request = rules.requestFor(given, 0);
  return (
    request && { ...request, lastMs, entityRef: entityRef ?? request.entityRef }
  );
}

function joined(isMeant: (status: RunStatus) => boolean): string {
  return runStatuses.filter(isMeant).join(',');
}
