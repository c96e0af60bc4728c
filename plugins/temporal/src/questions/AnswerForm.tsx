import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { JsonObject } from '@backstage/types';
import { Button, Flex, Skeleton, Text } from '@backstage/ui';
import { useId, useState } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { fieldErrorsOf } from '../api/requestErrors';
import { Reason } from '../readable/Reason';
import { RetryPanel } from '../readable/RetryPanel';
import { untouched } from '../start/fieldErrors';
import { useLeaveWarning } from '../start/useLeaveWarning';
import { AnswerError } from './AnswerError';
import type { Asked } from './Asked';
import { temporalQuestionsTranslationRef } from './questionsTranslation';
import { useAnswer } from './useAnswer';

/** The form made from the schema of the answer, or why one may not answer. */
export function AnswerForm({ asked }: { readonly asked: Asked }) {
  const { schema, mayAnswer } = asked.question;
  const { t } = useTranslationRef(temporalQuestionsTranslationRef);
  const [formId, reasonId] = [useId(), useId()];
  const [draft, setDraft] = useState<Draft>({ input: {}, isTouched: false });
  const { sending, error, answer } = useAnswer(asked);
  useLeaveWarning(draft);
  // The form and its checker are large: loaded when a run asks something.
  const form = useAsyncRetry(() => import('../start/InputForm'), []);
  const InputForm = form.value?.InputForm;
  const whyNot = mayAnswer.allowed ? undefined : mayAnswer;
  const errors =
    error && draft.sent
      ? untouched(fieldErrorsOf(error), draft.sent, draft.input)
      : [];
  return (
    <Flex direction="column" gap="3">
      {error && <AnswerError error={error} />}
      {form.loading && <Skeleton width="100%" height={56} />}
      {form.error && (
        <RetryPanel
          title={t('formError')}
          error={form.error}
          onRetry={form.retry}
        />
      )}
      {InputForm && (
        <InputForm
          id={formId}
          schema={schema}
          input={draft.input}
          errors={errors}
          isDisabled={sending || whyNot !== undefined}
          onChange={(input, byPerson) =>
            setDraft(before => ({
              ...before,
              input,
              isTouched: before.isTouched || byPerson,
            }))
          }
          onSubmit={input => {
            setDraft({ input, sent: input, isTouched: true });
            answer(input);
          }}
        />
      )}
      <Flex gap="3" align="center">
        <Button
          variant="primary"
          type="submit"
          form={formId}
          isDisabled={!InputForm || whyNot !== undefined}
          aria-describedby={whyNot && reasonId}
          isPending={sending}
        >
          {t(error ? 'sendAgain' : 'sendAnswer')}
        </Button>
        {whyNot && (
          <Text as="div" variant="body-small" id={reasonId}>
            <Reason text={whyNot.reason} ask={whyNot.ask} />
          </Text>
        )}
      </Flex>
    </Flex>
  );
}

/** What was typed, and what of it was sent last. */
interface Draft {
  readonly input: JsonObject;
  readonly sent?: JsonObject;
  readonly isTouched: boolean;
}
