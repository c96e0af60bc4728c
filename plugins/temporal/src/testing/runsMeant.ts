import { initiatorRef, type Run } from 'backstage-plugin-temporal-common';

/** Whether a run meets a condition of the query, by the name of that. */
const conditions: Readonly<
  Record<string, (run: Run, wanted: string) => boolean>
> = {
  entityRef: (run, wanted) => run.target.entityRef === wanted,
  initiator: (run, wanted) => initiatorRef(run.initiator) === wanted,
  owner: (run, wanted) => run.owners.includes(wanted),
  action: (run, wanted) => run.action.ref === wanted,
  status: (run, wanted) => wanted.split(',').includes(run.status),
  text: (run, wanted) => run.reason?.includes(wanted) ?? false,
  from: (run, wanted) => Date.parse(run.requestedAt) >= Date.parse(wanted),
  to: (run, wanted) => Date.parse(run.requestedAt) < Date.parse(wanted),
};

/** The runs that a query of `GET /runs` means. */
export function runsMeant(
  runs: readonly Run[],
  request: { readonly query: URLSearchParams },
): readonly Run[] {
  return runs.filter(run =>
    [...request.query].every(
      ([name, wanted]) => conditions[name]?.(run, wanted) ?? true,
    ),
  );
}
