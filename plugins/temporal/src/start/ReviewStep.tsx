import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Checkbox, DialogBody, DialogFooter } from '@backstage/ui';
import type { OfferedAction } from 'backstage-plugin-temporal-common';
import { useId, useState } from 'react';
import { LongText } from '../readable/LongText';
import { temporalTranslationRef } from '../translation';
import { Review } from './Review';
import { StartError } from './StartError';
import type { StartDraft } from './StartDraft';
import type { StartTarget } from './StartTarget';
import { Steps } from './Steps';
import type { StartState } from './useStart';
import styles from './StartDialog.module.css';

/** Shows what will run, on what, as whom and with what, and asks to confirm. */
export function ReviewStep(props: {
  readonly action: OfferedAction;
  readonly target: StartTarget;
  readonly draft: StartDraft;
  readonly state: StartState;
  readonly onBack: (() => void) | undefined;
  readonly onClose: () => void;
  readonly onSubmit: () => void;
}) {
  const { action, draft, state, onBack, onClose, onSubmit } = props;
  const { t } = useTranslationRef(temporalTranslationRef);
  const warningId = useId();
  const [confirmed, setConfirmed] = useState(action.confirm === undefined);
  return (
    <>
      <DialogBody>
        {onBack && <Steps now="review" />}
        {state.error && <StartError error={state.error} />}
        <Review action={action} target={props.target} input={draft.input} />
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
          isDisabled={!confirmed}
          isPending={state.sending}
          onPress={onSubmit}
        >
          {t(state.error ? 'start.retry' : 'start.submit')}
        </Button>
      </DialogFooter>
    </>
  );
}
