import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Flex, Link, Skeleton, Text } from '@backstage/ui';
import type {
  OfferedAction,
  OfferedActions,
} from 'backstage-plugin-temporal-common';
import type { Known } from '../live/LiveQuery';
import { RetryPanel, StaleNotice } from '../readable/RetryPanel';
import { temporalTranslationRef } from '../translation';
import { ActionList } from './ActionList';

const HOW_TO_ADD =
  'https://backstage.io/docs/features/software-catalog/descriptor-format';

/** The actions in each of their states: loading, failed, none, offline. */
export function Offer(props: {
  readonly known: Known<OfferedActions>;
  readonly look: () => void;
  readonly onRun: (action: OfferedAction) => void;
}) {
  const { known, look, onRun } = props;
  const { t } = useTranslationRef(temporalTranslationRef);
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
        <Alert role="status" status="warning" icon title={value.unavailable} />
      )}
      {value.items.length > 0 ? (
        <ActionList offered={value} onRun={onRun} />
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
      <Link href={HOW_TO_ADD} target="_blank" variant="body-small">
        {t('card.empty.link')}
      </Link>
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
