import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  TextAreaField,
} from '@backstage/ui';
import { useState, type ReactNode } from 'react';
import { fieldErrorsOf, questionIn } from '../api/requestErrors';
import legible from '../readable/legible.module.css';
import { useSigningIn } from '../start/useSigningIn';
import { AnswerError } from './AnswerError';
import type { Asked } from './Asked';
import { DecidedRun } from './DecidedRun';
import { temporalQuestionsTranslationRef } from './questionsTranslation';
import { useAnswer } from './useAnswer';
import styles from './Questions.module.css';

const LONGEST_REASON = 500;

/** Repeats what is decided on, asks why, and decides. */
export function VerdictDialog(props: {
  readonly asked: Asked;
  readonly verdict: 'approve' | 'reject';
  readonly inputs: ReactNode;
  readonly onClose: () => void;
}) {
  const { asked, verdict, inputs, onClose } = props;
  const { t } = useTranslationRef(temporalQuestionsTranslationRef);
  const [reason, setReason] = useState('');
  const { sending, error, sent, answer } = useAnswer(asked);
  const signingIn = useSigningIn();
  const given = reason.trim() || undefined;
  const mustSay = verdict === 'reject' || asked.question.reasonRequired;
  // Nothing more can be said to a question that this person has answered.
  const isOver = error !== undefined && questionIn(error) !== undefined;
  const submit = async () => {
    if (await answer({ decision: verdict, reason: given })) onClose();
  };
  return (
    <Dialog
      isOpen={!signingIn}
      isDismissable={false}
      isKeyboardDismissDisabled={sending}
      className={legible.legible}
      width={620}
      onOpenChange={open => !open && !sending && onClose()}
    >
      <DialogHeader>
        {t(`verdict.${verdict}.title`, { action: asked.run.action.title })}
      </DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
          {error && <AnswerError error={error} />}
          {!isOver && (
            <p className={styles.meaning}>{t(`verdict.${verdict}.meaning`)}</p>
          )}
          <DecidedRun asked={asked} inputs={inputs} />
          {!isOver && (
            <TextAreaField
              label={t('reason.label')}
              description={t('reason.hint')}
              value={reason}
              onChange={setReason}
              rows={2}
              maxLength={LONGEST_REASON}
              isRequired={mustSay}
              isDisabled={sending}
              validate={() =>
                error && sent?.reason === given
                  ? problemWithReason(error)
                  : undefined
              }
              validationBehavior="aria"
            />
          )}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" isDisabled={sending} onPress={onClose}>
          {t('cancel')}
        </Button>
        {!isOver && (
          <Button
            variant="primary"
            destructive={verdict === 'reject'}
            isDisabled={mustSay && !given}
            isPending={sending}
            onPress={submit}
          >
            {t(error ? 'sendAgain' : `verdict.${verdict}.submit`)}
          </Button>
        )}
      </DialogFooter>
    </Dialog>
  );
}

function problemWithReason(error: Error): string | undefined {
  return fieldErrorsOf(error).find(({ path }) => path === '/answer/reason')
    ?.message;
}
