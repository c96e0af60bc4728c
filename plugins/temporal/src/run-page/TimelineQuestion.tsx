import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { RunQuestion } from 'backstage-plugin-temporal-common';
import { CallerName } from '../audit/CallerName';
import { temporalQuestionsTranslationRef } from '../questions/questionsTranslation';
import { visibleText } from '../readable/visibleText';
import { temporalRunTranslationRef } from './runTranslation';
import styles from './Timeline.module.css';

interface Shown {
  readonly question: RunQuestion;
}

/** What people were asked. */
export function QuestionName({ question }: Shown) {
  const { t } = useTranslationRef(temporalRunTranslationRef);
  return (
    <>
      <bdi>{visibleText(question.title)}</bdi>
      <span className={styles.kind}>{t(`timeline.kind.${question.kind}`)}</span>
    </>
  );
}

/** Who has answered so far. */
export function QuestionNews({ question }: Shown) {
  const { t } = useTranslationRef(temporalQuestionsTranslationRef);
  const { answers, kind } = question;
  return answers.length > 0 ? (
    <div className={styles.quiet}>
      {t(`${kind}.given`)}{' '}
      {answers.map(({ at, by }, position) => (
        <span key={`${by} ${at}`}>
          {position > 0 && ', '}
          <CallerName caller={by} />
        </span>
      ))}
    </div>
  ) : null;
}
