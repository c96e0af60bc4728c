import { Button, Text } from '@backstage/ui';
import type { Decision } from 'backstage-plugin-temporal-common';
import { useId, type ReactElement } from 'react';
import { Reason } from '../readable/Reason';
import styles from './Steering.module.css';

/** Something to do to a run, or the reason why it can't be done. */
export function SteeringButton(props: {
  readonly label: string;
  readonly icon: ReactElement;
  /** Absent while it is not known yet. */
  readonly decision: Decision | undefined;
  /** What went wrong when it was tried. */
  readonly problem?: string;
  readonly onPress: () => void;
}) {
  const { label, icon, decision, problem, onPress } = props;
  const reasonId = useId();
  const denial = decision?.allowed === false ? decision : undefined;
  return (
    <div className={styles.deed}>
      <Button
        variant="secondary"
        iconStart={icon}
        isDisabled={!decision?.allowed}
        aria-describedby={denial && reasonId}
        onPress={onPress}
      >
        {label}
      </Button>
      {denial && (
        <Text as="div" variant="body-small" id={reasonId}>
          <Reason text={denial.reason} ask={denial.ask} />
        </Text>
      )}
      {problem && (
        <Text as="div" variant="body-small" role="alert">
          {problem}
        </Text>
      )}
    </div>
  );
}
