import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { RiLock2Line } from '@remixicon/react';
import { helpId } from '@rjsf/utils';
import { temporalTranslationRef } from '../../translation';
import styles from '../InputForm.module.css';

/** Says of a secret field what becomes of what is typed there. */
export function SealedHint({ id }: { readonly id: string }) {
  const { t } = useTranslationRef(temporalTranslationRef);
  return (
    <div id={helpId(id)} className={styles.sealed}>
      <RiLock2Line size={14} aria-hidden />
      <Text as="p" variant="body-small" color="secondary">
        {t('start.secret')}
      </Text>
    </div>
  );
}
