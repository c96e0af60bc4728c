import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { RiPlayFill } from '@remixicon/react';
import type { OfferedAction } from 'backstage-plugin-temporal-common';
import { useId } from 'react';
import { Reason } from '../readable/Reason';
import { temporalTranslationRef } from '../translation';
import styles from './ActionList.module.css';

/** One action: what it does, and a button or the reason why there is none. */
export function ActionItem(props: {
  readonly action: OfferedAction;
  readonly unavailable: string | undefined;
  readonly onRun: (action: OfferedAction) => void;
}) {
  const { action, unavailable, onRun } = props;
  const { t } = useTranslationRef(temporalTranslationRef);
  const reasonId = useId();
  const denial = action.decision.allowed ? undefined : action.decision;
  const reason = denial?.reason ?? unavailable;
  return (
    <li className={styles.item}>
      <div className={styles.words}>
        <Text as="h5" variant="body-medium" weight="bold">
          {action.title}
        </Text>
        {action.description && (
          <Text as="p" variant="body-small" color="secondary">
            {action.description}
          </Text>
        )}
        {reason !== undefined && (
          <Text as="div" variant="body-small" id={reasonId}>
            <Reason text={reason} ask={denial?.ask ?? []} />
          </Text>
        )}
      </div>
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiPlayFill aria-hidden />}
        isDisabled={reason !== undefined}
        aria-label={t('action.runNamed', { action: action.title })}
        aria-describedby={reason === undefined ? undefined : reasonId}
        onPress={() => onRun(action)}
      >
        {t('action.run')}
      </Button>
    </li>
  );
}
