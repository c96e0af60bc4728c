import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { useEffect, useRef } from 'react';
import { temporalTranslationRef } from '../translation';
import styles from './StartDialog.module.css';

/** Where in the dialog one is; takes the focus, so that a reader says it. */
export function Steps({ now }: { readonly now: 'input' | 'review' }) {
  const { t } = useTranslationRef(temporalTranslationRef);
  const heading = useRef<HTMLDivElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  const texts = {
    step: now === 'input' ? '1' : '2',
    steps: '2',
  };
  return (
    <div ref={heading} tabIndex={-1} className={styles.step}>
      <Text as="p" variant="body-small" color="secondary">
        {t('start.step', texts)}
        {' · '}
        {t(now === 'input' ? 'start.stepInput' : 'start.stepReview')}
      </Text>
    </div>
  );
}
