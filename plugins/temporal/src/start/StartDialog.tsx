import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Dialog, DialogHeader } from '@backstage/ui';
import type { OfferedAction, Run } from 'backstage-plugin-temporal-common';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import useUnmount from 'react-use/esm/useUnmount';
import styles from '../readable/legible.module.css';
import { runRouteRef } from '../routes';
import { temporalTranslationRef } from '../translation';
import { InputStep } from './InputStep';
import { ReviewStep } from './ReviewStep';
import type { StartDraft } from './StartDraft';
import type { StartTarget } from './StartTarget';
import { isAlwaysApproved, isApprovalNeeded } from './approvalNeeded';
import { placeOf } from './fieldErrors';
import { maskSecrets } from './maskSecrets';
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
  useUnmount(() => draft.forgetSecrets(action.input));
  const asksInput = hasFields(action);
  const [reviewing, setReviewing] = useState(!asksInput);
  // Whoever decides on it sees no secret either.
  const masked = maskSecrets(draft.input, action.input);
  const needsApproval = isApprovalNeeded(action, target.entity, masked);
  const openRun = useOpenRun();
  const submit = async () => {
    const reason = needsApproval ? draft.reason : undefined;
    const { run, fields } = await start({ input: draft.input, reason });
    if (run) {
      onStarted(run);
      onClose();
      // There it is seen waiting, and whom it waits for.
      if (needsApproval || run.status === 'waiting-for-approval') openRun(run);
    } else if (asksInput && fields.some(field => placeOf(field)?.length)) {
      setReviewing(false);
    }
  };
  const step = { action, draft, state, onClose };
  const verb = isAlwaysApproved(action) ? 'start.titleRequest' : 'start.title';
  return (
    <Dialog
      isOpen={!signingIn}
      isDismissable={false}
      isKeyboardDismissDisabled={state.sending}
      className={styles.legible}
      width={620}
      onOpenChange={open => !open && !state.sending && onClose()}
    >
      <DialogHeader>{t(verb, { action: action.title })}</DialogHeader>
      {reviewing ? (
        <ReviewStep
          {...step}
          target={target}
          isApprovalNeeded={needsApproval}
          onBack={asksInput ? () => setReviewing(false) : undefined}
          onSubmit={submit}
        />
      ) : (
        <InputStep {...step} onDone={() => setReviewing(true)} />
      )}
    </Dialog>
  );
}

function useOpenRun(): (run: Run) => void {
  const navigate = useNavigate();
  const runRoute = useRouteRef(runRouteRef);
  return run => {
    const href = runRoute?.({ runId: run.id });
    if (href) navigate(href);
  };
}

/** An action without inputs skips the form. */
function hasFields({ input }: OfferedAction): boolean {
  const { properties } = input;
  const named =
    typeof properties === 'object' && Object.keys(properties ?? {}).length > 0;
  return named || ['oneOf', 'anyOf', 'allOf', '$ref'].some(key => key in input);
}
