import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { RunFailure } from 'backstage-plugin-temporal-common';
import { temporalTranslationRef } from '../translation';
import { chainOf } from './chainOf';
import { SafeText } from './SafeText';
import { SealedWords } from './SealedWords';
import { visibleText } from './visibleText';
import styles from './readable.module.css';

/** What went wrong, and what that was caused by, down to the first cause. */
export function FailureChain({ failure }: { readonly failure: RunFailure }) {
  const { t } = useTranslationRef(temporalTranslationRef);
  return (
    <ol className={styles.chain}>
      {chainOf(failure).map(({ message, sealed, type }, depth) => (
        <li key={depth} className={styles.failure}>
          {depth > 0 && (
            <Text as="p" variant="body-x-small" color="secondary">
              {t('run.cause')}
            </Text>
          )}
          {sealed ? <SealedWords /> : <SafeText text={message} />}
          {type && (
            <div className={styles.failureType}>{visibleText(type)}</div>
          )}
        </li>
      ))}
    </ol>
  );
}
