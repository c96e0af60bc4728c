import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { JsonValue } from '@backstage/types';
import { Flex, Switch } from '@backstage/ui';
import { isSecretValue } from 'backstage-plugin-temporal-common';
import { useState } from 'react';
import { LongText } from '../readable/LongText';
import { ReadableValue } from '../readable/ReadableValue';
import { temporalTranslationRef } from '../translation';
import { mask } from '../readable/secretValues';
import styles from './RunPage.module.css';

/** Readable first; the exact JSON for those who ask. */
export function OrRaw({ value }: { readonly value: JsonValue }) {
  const { t } = useTranslationRef(temporalTranslationRef);
  const [raw, setRaw] = useState(false);
  return (
    <Flex direction="column" gap="3">
      {raw ? (
        <pre className={styles.raw}>
          <LongText text={JSON.stringify(value, masked, 2)} />
        </pre>
      ) : (
        <ReadableValue value={value} />
      )}
      <Switch label={t('run.raw')} isSelected={raw} onChange={setRaw} />
    </Flex>
  );
}

/** No envelope either: what is in one is nobody's to try. */
function masked(_key: string, value: JsonValue): JsonValue {
  return isSecretValue(value) ? mask : value;
}
