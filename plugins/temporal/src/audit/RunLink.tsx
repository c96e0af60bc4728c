import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { LongText } from '../readable/LongText';
import { runRouteRef } from '../routes';
import { auditFilters } from './auditFilters';
import styles from './AuditTable.module.css';

const FIRST_PART = 8;

/** The id of a run, leading to its page; anything else as text. */
export function RunLink(props: {
  readonly run: string;
  readonly short?: boolean;
}) {
  const { run, short = false } = props;
  const href = useRouteRef(runRouteRef)?.({ runId: run });
  if (!href || auditFilters.malformedIn({ run }).size > 0) {
    return <LongText text={run} />;
  }
  return (
    <Link href={href} aria-label={run} className={styles.code}>
      {short ? run.slice(0, FIRST_PART) : run}
    </Link>
  );
}
