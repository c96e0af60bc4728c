import { ResponseErrorPanel } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { temporalTranslationRef } from '../translation';
import { useErrorText } from './useErrorText';
import styles from './readable.module.css';

/** An error in place of what could not be loaded, and a way to ask again. */
export function RetryPanel(props: {
  readonly title: string;
  readonly error: Error;
  readonly onRetry: () => void;
}) {
  const { t } = useTranslationRef(temporalTranslationRef);
  return (
    <div className={styles.retry}>
      <ResponseErrorPanel title={props.title} error={props.error} />
      <p>{useErrorText(props.error)}</p>
      <Button variant="secondary" onPress={props.onRetry}>
        {t('retry')}
      </Button>
    </div>
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
      description={useErrorText(props.error)}
      customActions={
        <Button size="small" variant="tertiary" onPress={props.onRetry}>
          {t('retry')}
        </Button>
      }
    />
  );
}
