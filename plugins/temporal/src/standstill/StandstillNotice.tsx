import { Card, CardBody, Text, VisuallyHidden } from '@backstage/ui';
import type { RunDetail } from 'backstage-plugin-temporal-common';
import { useId } from 'react';
import { StandstillFacts } from './StandstillFacts';
import { standstillLooks } from './standstillLooks';
import { useStandstillTitle } from './useStandstillTitle';
import styles from './Standstill.module.css';

/** Why the run does not move and what to do, where one looks first. */
export function StandstillNotice({ run }: { readonly run: RunDetail }) {
  const { standstill } = run;
  const title = useStandstillTitle(standstill);
  const titleId = useId();
  const look = standstill && standstillLooks[standstill.kind];
  return (
    <>
      {/* Not the card itself: its count-down would be told every second. */}
      <VisuallyHidden role="status">{title}</VisuallyHidden>
      {standstill && look && (
        <Card
          role="region"
          aria-labelledby={titleId}
          className={`${styles.card} ${styles[look.tone]}`}
          data-standstill={standstill.kind}
        >
          <CardBody>
            <div className={styles.heading}>
              <look.icon size={22} aria-hidden />
              <Text as="h3" id={titleId} variant="title-x-small" weight="bold">
                {title}
              </Text>
            </div>
            <StandstillFacts run={run} standstill={standstill} />
          </CardBody>
        </Card>
      )}
    </>
  );
}
