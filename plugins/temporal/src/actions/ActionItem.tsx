import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { RiPlayFill, RiShieldUserLine } from '@remixicon/react';
import type { OfferedAction } from 'backstage-plugin-temporal-common';
import { EntityRefLinks } from '@backstage/plugin-catalog-react';
import { useId } from 'react';
import { LongText } from '../readable/LongText';
import { Reason } from '../readable/Reason';
import { isAlwaysApproved } from '../start/approvalNeeded';
import { temporalTranslationRef } from '../translation';
import styles from './ActionList.module.css';

/** One action: what it does, and a button or the reason why there is none. */
export function ActionItem(props: {
  readonly action: OfferedAction;
  readonly unavailableId: string | undefined;
  readonly onRun: (action: OfferedAction) => void;
}) {
  const { action, unavailableId, onRun } = props;
  const { t } = useTranslationRef(temporalTranslationRef);
  const reasonId = useId();
  const denial = action.decision.allowed ? undefined : action.decision;
  const asks = isAlwaysApproved(action);
  const whyNot = denial ? reasonId : unavailableId;
  return (
    <li className={styles.item}>
      <div className={styles.words}>
        <Text as="h5" variant="body-medium" weight="bold">
          {action.title}
        </Text>
        {action.description && (
          <Text as="p" variant="body-small" color="secondary">
            <LongText text={action.description} />
          </Text>
        )}
        {action.approval && <ApprovedBy action={action} />}
        {denial && (
          <Text as="div" variant="body-small" id={reasonId}>
            <Reason text={denial.reason} ask={denial.ask} />
          </Text>
        )}
      </div>
      <Button
        size="small"
        variant="secondary"
        iconStart={
          asks ? <RiShieldUserLine aria-hidden /> : <RiPlayFill aria-hidden />
        }
        isDisabled={whyNot !== undefined}
        aria-label={t(asks ? 'action.requestNamed' : 'action.runNamed', {
          action: action.title,
        })}
        aria-describedby={whyNot}
        onPress={() => onRun(action)}
      >
        {t(asks ? 'action.request' : 'action.run')}
      </Button>
    </li>
  );
}

/** Who has to approve its runs, or some of them. */
function ApprovedBy({ action }: { readonly action: OfferedAction }) {
  const { t } = useTranslationRef(temporalTranslationRef);
  const who = action.approval?.who ?? [];
  return (
    <Text as="div" variant="body-small" color="secondary">
      {t(
        isAlwaysApproved(action)
          ? 'action.approvedBy'
          : 'action.someApprovedBy',
      )}{' '}
      <EntityRefLinks entityRefs={[...who]} defaultKind="group" hideIcons />
    </Text>
  );
}
