import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { temporalRunListTranslationRef } from './runListTranslation';
import styles from './RunsTable.module.css';

/** Which attempt of a run this is. */
export function Attempt({ number }: { readonly number: number }) {
  const { t } = useTranslationRef(temporalRunListTranslationRef);
  return (
    <div className={styles.quiet}>
      {t('attempt', { number: String(number) })}
    </div>
  );
}
