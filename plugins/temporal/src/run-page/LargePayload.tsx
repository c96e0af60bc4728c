import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex } from '@backstage/ui';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { temporalApiRef } from '../api/TemporalApi';
import { formatBytes } from '../export/formatBytes';
import { StaleNotice } from '../readable/RetryPanel';
import { useLanguage } from '../runs/useTicking';
import { OrRaw } from './OrRaw';
import { temporalRunTranslationRef } from './runTranslation';
import styles from './RunPage.module.css';

/** How large a value is that is loaded and drawn only for those who ask. */
export function LargePayload(props: {
  readonly runId: string;
  readonly part: 'input' | 'result';
  readonly bytes: number;
}) {
  const { runId, part, bytes } = props;
  const api = useApi(temporalApiRef);
  const { t } = useTranslationRef(temporalRunTranslationRef);
  const size = formatBytes(bytes, useLanguage());
  const [{ value, error, loading }, load] = useAsyncFn(
    () => api.getPayloads(runId),
    [api, runId],
  );
  if (value) {
    return <OrRaw value={value[part] ?? null} />;
  }
  return (
    <Flex direction="column" gap="3">
      <p className={styles.quiet}>{t('large.size', { size })}</p>
      {error ? (
        <StaleNotice title={t('large.error')} error={error} onRetry={load} />
      ) : (
        <div>
          <Button variant="secondary" loading={loading} onPress={load}>
            {t('large.load')}
          </Button>
        </div>
      )}
    </Flex>
  );
}
