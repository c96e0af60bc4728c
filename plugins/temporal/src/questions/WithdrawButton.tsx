import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiLogoutCircleLine } from '@remixicon/react';
import type { RunDetail } from 'backstage-plugin-temporal-common';
import { useState } from 'react';
import { ReasonDialog } from '../stop/ReasonDialog';
import { useEnding } from '../stop/useEnding';
import { temporalQuestionsTranslationRef } from './questionsTranslation';

/** Takes a request back before it is decided, for the one who asked. */
export function WithdrawButton({ run }: { readonly run: RunDetail }) {
  const { t } = useTranslationRef(temporalQuestionsTranslationRef);
  const [isAsked, setAsked] = useState(false);
  if (!run.mayWithdraw?.allowed) {
    return null;
  }
  return (
    <>
      <Button
        variant="secondary"
        iconStart={<RiLogoutCircleLine aria-hidden />}
        onPress={() => setAsked(true)}
      >
        {t('withdraw.button')}
      </Button>
      {isAsked && <WithdrawDialog run={run} onClose={() => setAsked(false)} />}
    </>
  );
}

function WithdrawDialog(props: {
  readonly run: RunDetail;
  readonly onClose: () => void;
}) {
  const { run, onClose } = props;
  const { t } = useTranslationRef(temporalQuestionsTranslationRef);
  const { sending, error, endRun } = useEnding(run.id, (api, reason) =>
    api.withdrawRun(run.id, reason),
  );
  return (
    <ReasonDialog
      texts={{
        title: t('withdraw.title', { action: run.action.title }),
        meaning: t('withdraw.meaning'),
        reason: t('reason.label'),
        hint: t('reason.hint'),
        keep: t('withdraw.keep'),
        submit: t('withdraw.submit'),
        error: t('withdraw.error'),
      }}
      sending={sending}
      error={error}
      onSubmit={endRun}
      onClose={onClose}
    />
  );
}
