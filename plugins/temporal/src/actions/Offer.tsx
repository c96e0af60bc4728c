import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Flex, Skeleton, Text } from '@backstage/ui';
import type {
  OfferedAction,
  OfferedActions,
} from 'backstage-plugin-temporal-common';
import { useId } from 'react';
import type { Known } from '../live/LiveQuery';
import { RetryPanel, StaleNotice } from '../readable/RetryPanel';
import { temporalTranslationRef } from '../translation';
import { ActionList } from './ActionList';

/** The actions in each of their states: loading, failed, none, offline. */
export function Offer(props: {
  readonly known: Known<OfferedActions>;
  readonly look: () => void;
  readonly onRun: (action: OfferedAction) => void;
}) {
  const { known, look, onRun } = props;
  const { t } = useTranslationRef(temporalTranslationRef);
  const unavailableId = useId();
  const { value, error } = known;
  if (!value) {
    return error ? (
      <RetryPanel title={t('card.error')} error={error} onRetry={look} />
    ) : (
      <OfferSkeleton />
    );
  }
  return (
    <Flex direction="column" gap="3">
      {error && (
        <StaleNotice title={t('card.error')} error={error} onRetry={look} />
      )}
      {value.unavailable !== undefined && (
        <div id={unavailableId}>
          <Alert
            role="status"
            status="warning"
            icon
            title={value.unavailable}
          />
        </div>
      )}
      {value.items.length > 0 ? (
        <ActionList
          items={value.items}
          unavailableId={value.unavailable && unavailableId}
          onRun={onRun}
        />
      ) : (
        <NoActions />
      )}
    </Flex>
  );
}

function NoActions() {
  const { t } = useTranslationRef(temporalTranslationRef);
  return (
    <Flex direction="column" gap="1">
      <Text as="h4" variant="body-medium" weight="bold">
        {t('card.empty.title')}
      </Text>
      <Text as="p" variant="body-small" color="secondary">
        {t('card.empty.description')}
      </Text>
    </Flex>
  );
}

function OfferSkeleton() {
  return (
    <Flex direction="column" gap="3" aria-busy="true">
      {['one', 'two'].map(row => (
        <Flex key={row} justify="between" align="center">
          <Flex direction="column" gap="1">
            <Skeleton width={160} height={18} />
            <Skeleton width={220} height={14} />
          </Flex>
          <Skeleton width={64} height={32} />
        </Flex>
      ))}
    </Flex>
  );
}
