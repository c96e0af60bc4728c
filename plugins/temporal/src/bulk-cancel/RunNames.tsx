import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import type { Run } from 'backstage-plugin-temporal-common';
import type { ReactNode } from 'react';
import { visibleText } from '../readable/visibleText';
import { runRouteRef } from '../routes';
import { temporalBulkCancelTranslationRef } from './bulkCancelTranslation';
import styles from './BulkCancel.module.css';

/** What each run is, and whatever there is to say of it. */
export function RunNames(props: {
  readonly runs: readonly Run[];
  readonly about?: (run: Run) => ReactNode;
}) {
  const { runs, about } = props;
  const { t } = useTranslationRef(temporalBulkCancelTranslationRef);
  return (
    <ul className={styles.runs} aria-label={t('runs')}>
      {runs.map(run => (
        <li key={run.id} className={styles.run} data-run-id={run.id}>
          <RunName run={run} />
          {about?.(run)}
        </li>
      ))}
    </ul>
  );
}

/** Leads to the run's page in another tab, so that nothing here is lost. */
function RunName({ run }: { readonly run: Run }) {
  const { t } = useTranslationRef(temporalBulkCancelTranslationRef);
  const href = useRouteRef(runRouteRef)?.({ runId: run.id });
  const { action, target, initiator } = run;
  const title = visibleText(action.title);
  return (
    <bdi>
      {t('run', {
        action: href ? (
          <Link href={href} target="_blank">
            {title}
          </Link>
        ) : (
          <strong>{title}</strong>
        ),
        entity: <EntityDisplayName entityRef={target.entityRef} hideIcon />,
        initiator:
          initiator.kind === 'user' ? (
            <EntityDisplayName entityRef={initiator.entityRef} hideIcon />
          ) : (
            visibleText(initiator.subject)
          ),
      })}
    </bdi>
  );
}
