import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { runRouteRef } from '../routes';
import { useRun } from './RunListContext';

/** The action of a run, leading to the run's page. */
export function RunLink({ id }: { readonly id: string }) {
  const run = useRun(id);
  const href = useRouteRef(runRouteRef)?.({ runId: id });
  return href ? (
    <Link href={href} weight="bold" standalone>
      {run.action.title}
    </Link>
  ) : (
    <strong>{run.action.title}</strong>
  );
}
