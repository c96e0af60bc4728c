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
import { useState, type ReactNode } from 'react';
import legible from '../readable/legible.module.css';
import { useErrorText } from '../readable/useErrorText';
import { useSigningIn } from '../start/useSigningIn';

const LONGEST_REASON = 500;

/** What the dialog says. */
export interface ReasonTexts {
  readonly title: string;
  readonly meaning: string;
  readonly reason: string;
  readonly hint: string;
  readonly keep: string;
  readonly submit: string;
  readonly error: string;
}

/** Says what a deed means, asks why, and does it. */
export function ReasonDialog(props: {
  readonly texts: ReasonTexts;
  readonly sending: boolean;
  readonly error: Error | undefined;
  /** Resolves to whether it was done. */
  readonly onSubmit: (reason: string) => Promise<boolean>;
  readonly onClose: () => void;
  /** Whether nothing is lost by it, so that it needs no warning colour. */
  readonly isHarmless?: boolean;
  /** What else to know before giving a reason. */
  readonly children?: ReactNode;
}) {
  const { texts, sending, error, onSubmit, onClose, children } = props;
  const { isHarmless = false } = props;
  const [reason, setReason] = useState('');
  const signingIn = useSigningIn();
  const given = reason.trim();
  const submit = async () => {
    if (given && (await onSubmit(given))) onClose();
  };
  return (
    <Dialog
      isOpen={!signingIn}
      isDismissable={false}
      isKeyboardDismissDisabled={sending}
      width={520}
      onOpenChange={open => !open && !sending && onClose()}
    >
      <DialogHeader>{texts.title}</DialogHeader>
      <DialogBody className={legible.legible}>
        {error && <NotDone title={texts.error} error={error} />}
        <Text as="p">{texts.meaning}</Text>
        {children}
        <TextField
          label={texts.reason}
          description={texts.hint}
          value={reason}
          onChange={setReason}
          maxLength={LONGEST_REASON}
          isRequired
        />
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" isDisabled={sending} onPress={onClose}>
          {texts.keep}
        </Button>
        <Button
          variant="primary"
          destructive={!isHarmless}
          isDisabled={!given}
          isPending={sending}
          onPress={submit}
        >
          {texts.submit}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

function NotDone(props: { readonly title: string; readonly error: Error }) {
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      mb="4"
      title={props.title}
      description={useErrorText(props.error)}
    />
  );
}
