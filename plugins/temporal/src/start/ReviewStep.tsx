import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Checkbox, DialogBody, DialogFooter } from '@backstage/ui';
import type { OfferedAction } from 'backstage-plugin-temporal-common';
import { useId, useState } from 'react';
import { LongText } from '../readable/LongText';
import { temporalTranslationRef } from '../translation';
import { ApprovalForecast } from './ApprovalForecast';
import { RequestReason } from './RequestReason';
import { Review } from './Review';
import { StartError } from './StartError';
import type { StartDraft } from './StartDraft';
import type { StartTarget } from './StartTarget';
import { Steps } from './Steps';
import { reasonProblem } from './fieldErrors';
import type { StartState } from './useStart';
import styles from './StartDialog.module.css';

/** Shows what will run, on what, as whom and with what, and asks to confirm. */
export function ReviewStep(props: {
  readonly action: OfferedAction;
  readonly target: StartTarget;
  readonly draft: StartDraft;
  readonly state: StartState;
  /** Whether somebody has to approve this run before it begins. */
  readonly isApprovalNeeded: boolean;
  readonly onBack: (() => void) | undefined;
  readonly onClose: () => void;
  readonly onSubmit: () => void;
}) {
  const { action, draft, state, isApprovalNeeded, onBack, onClose } = props;
  const { t } = useTranslationRef(temporalTranslationRef);
  const warningId = useId();
  const [confirmed, setConfirmed] = useState(action.confirm === undefined);
  const { reason, isMissing, problem, change } = useReason(props);
  const verb = isApprovalNeeded ? 'start.request' : 'start.submit';
  return (
    <>
      <DialogBody>
        {onBack && <Steps now="review" />}
        {state.error && <StartError error={state.error} />}
        <Review action={action} target={props.target} input={draft.input} />
        {action.approval && (
          <div className={styles.approval}>
            <ApprovalForecast action={action} isNeeded={isApprovalNeeded} />
            {isApprovalNeeded && (
              <RequestReason
                value={reason}
                isRequired={action.approval.reasonRequired}
                problem={problem}
                onChange={change}
              />
            )}
          </div>
        )}
        {action.confirm !== undefined && (
          <div className={styles.confirm}>
            <p id={warningId}>
              <LongText text={action.confirm} />
            </p>
            <Checkbox
              isSelected={confirmed}
              onChange={setConfirmed}
              aria-describedby={warningId}
            >
              {t('start.confirm')}
            </Checkbox>
          </div>
        )}
      </DialogBody>
      <DialogFooter>
        <Button
          variant="secondary"
          isDisabled={state.sending}
          onPress={onBack ?? onClose}
        >
          {t(onBack ? 'start.back' : 'start.cancel')}
        </Button>
        <Button
          variant="primary"
          isDisabled={!confirmed || isMissing}
          isPending={state.sending}
          onPress={props.onSubmit}
        >
          {t(state.error ? 'start.retry' : verb)}
        </Button>
      </DialogFooter>
    </>
  );
}

/** The reason, kept in the draft like the inputs. */
function useReason(props: {
  readonly action: OfferedAction;
  readonly draft: StartDraft;
  readonly state: StartState;
  readonly isApprovalNeeded: boolean;
}) {
  const { action, draft, state, isApprovalNeeded } = props;
  const [reason, setReason] = useState(draft.reason);
  const isRequired = isApprovalNeeded && action.approval?.reasonRequired;
  const problem = reasonProblem(state.fields);
  return {
    reason,
    isMissing: isRequired === true && reason.trim() === '',
    // What was refused is no problem any more once somebody changes it.
    problem: draft.reason === state.reason ? problem : undefined,
    change: (changed: string) => {
      draft.reason = changed;
      draft.isTouched = true;
      setReason(changed);
    },
  };
}
