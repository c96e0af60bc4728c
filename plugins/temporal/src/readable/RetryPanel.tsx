import { ResponseErrorPanel } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Flex } from '@backstage/ui';
import { messageOf } from '../api/requestErrors';
import { temporalTranslationRef } from '../translation';

/** An error in place of what could not be loaded, and a way to ask again. */
export function RetryPanel(props: {
  readonly title: string;
  readonly error: Error;
  readonly onRetry: () => void;
}) {
  const { t } = useTranslationRef(temporalTranslationRef);
  return (
    <Flex direction="column" gap="3" align="start">
      <ResponseErrorPanel title={props.title} error={props.error} />
      <Button variant="secondary" onPress={props.onRetry}>
        {t('retry')}
      </Button>
    </Flex>
  );
}

/** A smaller one, above what is still shown from before. */
export function StaleNotice(props: {
  readonly title: string;
  readonly error: Error;
  readonly onRetry: () => void;
}) {
  const { t } = useTranslationRef(temporalTranslationRef);
  return (
    <Alert
      role="status"
      status="warning"
      icon
      title={props.title}
      description={messageOf(props.error)}
      customActions={
        <Button size="small" variant="tertiary" onPress={props.onRetry}>
          {t('retry')}
        </Button>
      }
    />
  );
}
