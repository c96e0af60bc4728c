import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Text,
  TextField,
} from '@backstage/ui';
import type { RunDetail, StopVerb } from 'backstage-plugin-temporal-common';
import { useState } from 'react';
import { useErrorText } from '../readable/useErrorText';
import { temporalTranslationRef } from '../translation';
import { useStop } from './useStop';

const LONGEST_REASON = 500;

/** Says what stopping means, asks why, and does it. */
export function StopDialog(props: {
  readonly run: RunDetail;
  readonly verb: StopVerb;
  readonly onClose: () => void;
}) {
  const { run, verb, onClose } = props;
  const { t } = useTranslationRef(temporalTranslationRef);
  const [reason, setReason] = useState('');
  const { sending, error, stop } = useStop(run.id, verb);
  const given = reason.trim();
  const submit = async () => {
    if (given && (await stop(given))) onClose();
  };
  return (
    <Dialog
      isOpen
      isDismissable={false}
      isKeyboardDismissDisabled={sending}
      width={520}
      onOpenChange={open => !open && !sending && onClose()}
    >
      <DialogHeader>
        {t(`stop.${verb}.title`, { action: run.action.title })}
      </DialogHeader>
      <DialogBody>
        {error && <StopError error={error} />}
        <Text as="p">{t(`stop.${verb}.meaning`)}</Text>
        <TextField
          label={t('stop.reason')}
          description={t('stop.reasonHint')}
          value={reason}
          onChange={setReason}
          maxLength={LONGEST_REASON}
          isRequired
        />
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" isDisabled={sending} onPress={onClose}>
          {t('stop.keep')}
        </Button>
        <Button
          variant="primary"
          destructive
          isDisabled={!given}
          isPending={sending}
          onPress={submit}
        >
          {t(`stop.${verb}.submit`)}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

function StopError({ error }: { readonly error: Error }) {
  const { t } = useTranslationRef(temporalTranslationRef);
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      mb="4"
      title={t('stop.error')}
      description={useErrorText(error)}
    />
  );
}
