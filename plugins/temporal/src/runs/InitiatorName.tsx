import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { RiRobot2Line } from '@remixicon/react';
import type { Initiator } from 'backstage-plugin-temporal-common';
import { visibleText } from '../readable/visibleText';
import { temporalTranslationRef } from '../translation';
import styles from './RunSummary.module.css';

/** Who asked for a run: a link to the person, or the machine's subject. */
export function InitiatorName(props: { readonly initiator: Initiator }) {
  const { initiator } = props;
  const { t } = useTranslationRef(temporalTranslationRef);
  if (initiator.kind === 'user') {
    return (
      <EntityRefLink
        entityRef={initiator.entityRef}
        defaultKind="user"
        hideIcon
      />
    );
  }
  return (
    <span className={styles.machine}>
      <RiRobot2Line size={14} aria-label={t('runs.machine')} />
      <bdi>{visibleText(initiator.subject)}</bdi>
    </span>
  );
}
