import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Dialog, DialogHeader } from '@backstage/ui';
import type { OfferedAction, Run } from 'backstage-plugin-temporal-common';
import { useState } from 'react';
import styles from '../readable/legible.module.css';
import { temporalTranslationRef } from '../translation';
import { InputStep } from './InputStep';
import { ReviewStep } from './ReviewStep';
import type { StartDraft } from './StartDraft';
import type { StartTarget } from './StartTarget';
import { placeOf } from './fieldErrors';
import { useLeaveWarning } from './useLeaveWarning';
import { useSigningIn } from './useSigningIn';
import { useStart } from './useStart';

/** Asks for the inputs, shows what will happen, and starts the run. */
export function StartDialog(props: {
  readonly action: OfferedAction;
  readonly target: StartTarget;
  readonly draft: StartDraft;
  readonly onClose: () => void;
  readonly onStarted: (run: Run) => void;
}) {
  const { action, target, draft, onClose, onStarted } = props;
  const { t } = useTranslationRef(temporalTranslationRef);
  const { state, start } = useStart({ action, target, draft });
  const signingIn = useSigningIn();
  useLeaveWarning(draft);
  const asksInput = hasFields(action);
  const [reviewing, setReviewing] = useState(!asksInput);
  const submit = async () => {
    const { run, fields } = await start(draft.input);
    if (run) {
      onStarted(run);
      onClose();
    } else if (asksInput && fields.some(field => placeOf(field)?.length)) {
      setReviewing(false);
    }
  };
  const step = { action, draft, state, onClose };
  return (
    <Dialog
      isOpen={!signingIn}
      isDismissable={false}
      isKeyboardDismissDisabled={state.sending}
      className={styles.legible}
      width={620}
      onOpenChange={open => !open && !state.sending && onClose()}
    >
      <DialogHeader>{t('start.title', { action: action.title })}</DialogHeader>
      {reviewing ? (
        <ReviewStep
          {...step}
          target={target}
          onBack={asksInput ? () => setReviewing(false) : undefined}
          onSubmit={submit}
        />
      ) : (
        <InputStep {...step} onDone={() => setReviewing(true)} />
      )}
    </Dialog>
  );
}

/** An action without inputs skips the form. */
function hasFields({ input }: OfferedAction): boolean {
  const { properties } = input;
  const named =
    typeof properties === 'object' && Object.keys(properties ?? {}).length > 0;
  return named || ['oneOf', 'anyOf', 'allOf', '$ref'].some(key => key in input);
}
