import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { formatDuration, formatExact } from '../runs/time';
import { useLanguage, useTicking } from '../runs/useTicking';
import { temporalQuestionsTranslationRef } from './questionsTranslation';
import styles from './Questions.module.css';

/** How long there still is, counting down, and until when exactly. */
export function Deadline({ at }: { readonly at: string }) {
  const { t } = useTranslationRef(temporalQuestionsTranslationRef);
  const language = useLanguage();
  const moment = Date.parse(at);
  const left = useTicking(now =>
    moment > now
      ? t('deadline.left', { time: formatDuration(moment - now, language) })
      : t('deadline.over'),
  );
  return (
    <>
      <span className={styles.countdown}>{left}</span>
      <time dateTime={at} className={styles.quiet}>
        {formatExact(moment, language)}
      </time>
    </>
  );
}
