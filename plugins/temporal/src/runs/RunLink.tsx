import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { visibleText } from '../readable/visibleText';
import { runRouteRef } from '../routes';
import { useRun } from './RunListContext';

/** The action of a run, leading to the run's page. */
export function RunLink({ id }: { readonly id: string }) {
  const run = useRun(id);
  // Of a run that was started elsewhere, others chose it.
  const title = <bdi>{visibleText(run.action.title)}</bdi>;
  const href = useRouteRef(runRouteRef)?.({ runId: id });
  return href ? (
    <Link href={href} weight="bold" standalone>
      {title}
    </Link>
  ) : (
    <strong>{title}</strong>
  );
}
