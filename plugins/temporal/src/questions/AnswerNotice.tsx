import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import type { RunQuestion } from 'backstage-plugin-temporal-common';
import { useEffect, useRef } from 'react';
import { temporalQuestionsTranslationRef } from './questionsTranslation';
import { missingIn, tallyOf } from './tally';

/**
 * Says that an answer was counted, and what that did. Takes the focus, because
 * the button that had it is gone.
 */
export function AnswerNotice({ question }: { readonly question: RunQuestion }) {
  const { t } = useTranslationRef(temporalQuestionsTranslationRef);
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => {
    notice.current?.focus();
  }, [question]);
  const { outcome, kind } = question;
  return (
    <div ref={notice} tabIndex={-1} role="status">
      <Alert
        status="success"
        icon
        title={t('counted')}
        description={
          outcome
            ? t(`outcomeMeaning.${outcome}`)
            : t(`${kind}.missing`, { count: missingIn(tallyOf(question)) })
        }
      />
    </div>
  );
}
