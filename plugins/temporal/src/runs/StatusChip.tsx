import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { RunStatus } from 'backstage-plugin-temporal-common';
import { temporalTranslationRef } from '../translation';
import { runLooks, type StatusLook } from './statusLooks';
import styles from './StatusChip.module.css';

/** The status of a run, as icon and word. */
export function StatusChip({ status }: { readonly status: RunStatus }) {
  const { t } = useTranslationRef(temporalTranslationRef);
  return <Chip look={runLooks[status]} text={t(`status.${status}`)} />;
}

/** How something is, as icon and word. */
export function Chip(props: {
  readonly look: StatusLook;
  readonly text: string;
}) {
  const { icon: Icon, tone, turning } = props.look;
  return (
    <span className={`${styles.chip} ${styles[tone]}`}>
      <Icon
        aria-hidden
        size={14}
        className={turning ? styles.turning : undefined}
      />
      {props.text}
    </span>
  );
}
