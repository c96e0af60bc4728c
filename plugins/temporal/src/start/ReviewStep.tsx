import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Checkbox, DialogBody, DialogFooter } from '@backstage/ui';
import type { OfferedAction } from 'backstage-plugin-temporal-common';
import { useState } from 'react';
import { temporalTranslationRef } from '../translation';
import { Review } from './Review';
import { StartError } from './StartError';
import type { StartDraft } from './StartDraft';
import { Steps } from './Steps';
import type { StartState } from './useStart';
import styles from './StartDialog.module.css';

/** Shows what will run, on what, as whom and with what, and asks to confirm. */
export function ReviewStep(props: {
  readonly action: OfferedAction;
  readonly entityRef: string;
  readonly draft: StartDraft;
  readonly state: StartState;
  readonly onBack: (() => void) | undefined;
  readonly onClose: () => void;
  readonly onSubmit: () => void;
}) {
  const { action, draft, state, onBack, onClose, onSubmit } = props;
  const { t } = useTranslationRef(temporalTranslationRef);
  const [confirmed, setConfirmed] = useState(action.confirm === undefined);
  return (
    <>
      <DialogBody>
        {onBack && <Steps now="review" />}
        {state.error && <StartError error={state.error} />}
        <Review
          action={action}
          entityRef={props.entityRef}
          input={draft.input}
        />
        {action.confirm !== undefined && (
          <div className={styles.confirm}>
            <Checkbox isSelected={confirmed} onChange={setConfirmed}>
              {action.confirm}
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
