import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import {
  fieldErrorsOf,
  isDefiniteRefusal,
  statusOf,
} from '../api/requestErrors';
import { useErrorText } from '../readable/useErrorText';
import { temporalTranslationRef } from '../translation';
import { placeOf, reasonProblem, withoutField } from './fieldErrors';

/** Why the run did not start, and what to do about it. */
export function StartError({ error }: { readonly error: Error }) {
  const { title, lines } = useExplanation(error);
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      mb="4"
      title={title}
      description={lines.map(line => (
        <div key={line}>{line}</div>
      ))}
    />
  );
}

function useExplanation(error: Error): {
  readonly title: string;
  readonly lines: readonly string[];
} {
  const { t } = useTranslationRef(temporalTranslationRef);
  const text = useErrorText(error);
  const fields = fieldErrorsOf(error);
  const hasReason = reasonProblem(fields) !== undefined;
  if (hasReason || fields.some(field => placeOf(field)?.length)) {
    return {
      title: t('start.error.fields'),
      lines: [...withoutField(fields), t('start.error.fieldsHint')],
    };
  }
  switch (statusOf(error)) {
    case 401:
      return {
        title: t('start.error.signedOut'),
        lines: [t('start.error.signedOutHint')],
      };
    case 429:
      return {
        title: t('start.error.tooMany'),
        lines: [text, t('start.error.tooManyHint')],
      };
    default:
      return isDefiniteRefusal(error)
        ? { title: t('start.error.refused'), lines: [text] }
        : {
            title: t('start.error.unclear'),
            lines: [text, t('start.error.unclearHint')],
          };
  }
}
