import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { RiPlayFill } from '@remixicon/react';
import type { OfferedAction } from 'backstage-plugin-temporal-common';
import { useId } from 'react';
import { LongText } from '../readable/LongText';
import { Reason } from '../readable/Reason';
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
        {denial && (
          <Text as="div" variant="body-small" id={reasonId}>
            <Reason text={denial.reason} ask={denial.ask} />
          </Text>
        )}
      </div>
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiPlayFill aria-hidden />}
        isDisabled={whyNot !== undefined}
        aria-label={t('action.runNamed', { action: action.title })}
        aria-describedby={whyNot}
        onPress={() => onRun(action)}
      >
        {t('action.run')}
      </Button>
    </li>
  );
}
