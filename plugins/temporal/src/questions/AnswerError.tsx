import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { questionIn, statusOf, isDefiniteRefusal } from '../api/requestErrors';
import { useErrorText } from '../readable/useErrorText';
import { GivenAnswers } from './GivenAnswers';
import { temporalQuestionsTranslationRef } from './questionsTranslation';

/** Why an answer was not counted, or that nobody knows, and what to do. */
export function AnswerError({ error }: { readonly error: Error }) {
  const { t } = useTranslationRef(temporalQuestionsTranslationRef);
  const text = useErrorText(error);
  const now = questionIn(error);
  if (now) {
    return (
      <Alert
        role="alert"
        status="warning"
        icon
        title={t(`error.${now.outcome ?? 'conflict'}`)}
        description={
          <>
            <div>{text}</div>
            <GivenAnswers question={now} />
          </>
        }
      />
    );
  }
  const kind = kindOf(error);
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={t(`error.${kind}`)}
      description={
        <>
          <div>{text}</div>
          {kind !== 'refused' && <div>{t(`error.${kind}Hint`)}</div>}
        </>
      }
    />
  );
}

function kindOf(error: Error): 'signedOut' | 'refused' | 'unclear' {
  if (statusOf(error) === 401) {
    return 'signedOut';
  }
  return isDefiniteRefusal(error) ? 'refused' : 'unclear';
}
