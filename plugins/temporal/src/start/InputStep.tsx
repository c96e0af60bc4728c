import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  DialogBody,
  DialogFooter,
  Flex,
  Skeleton,
} from '@backstage/ui';
import type { JsonObject } from '@backstage/types';
import type { OfferedAction } from 'backstage-plugin-temporal-common';
import { useId, useState } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { RetryPanel } from '../readable/RetryPanel';
import { temporalTranslationRef } from '../translation';
import { StartError } from './StartError';
import type { StartDraft } from './StartDraft';
import { Steps } from './Steps';
import { untouched } from './fieldErrors';
import type { StartState } from './useStart';

/** The form made from the action's JSON Schema. */
export function InputStep(props: {
  readonly action: OfferedAction;
  readonly draft: StartDraft;
  readonly state: StartState;
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const { action, draft, state, onClose, onDone } = props;
  const { t } = useTranslationRef(temporalTranslationRef);
  const formId = useId();
  const [sent] = useState(draft.input);
  const [input, setInput] = useState(draft.input);
  const change = (changed: JsonObject, byPerson: boolean) => {
    draft.input = changed;
    draft.isTouched ||= byPerson;
    setInput(changed);
  };
  // The form and its checker are large: loaded when somebody opens one.
  const form = useAsyncRetry(() => import('./InputForm'), []);
  const InputForm = form.value?.InputForm;
  return (
    <>
      <DialogBody>
        <Steps now="input" />
        {state.error && <StartError error={state.error} />}
        {draft.lacksSecrets && <SecretsAnew />}
        {form.error && (
          <RetryPanel
            title={t('start.formError')}
            error={form.error}
            onRetry={form.retry}
          />
        )}
        {form.loading && <FormSkeleton />}
        {InputForm && (
          <InputForm
            id={formId}
            schema={action.input}
            input={input}
            errors={untouched(state.fields, sent, input)}
            isSealing
            onChange={change}
            onSubmit={complete => {
              change(complete, false);
              onDone();
            }}
          />
        )}
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('start.cancel')}
        </Button>
        <Button
          variant="primary"
          type="submit"
          form={formId}
          isDisabled={!InputForm}
        >
          {t('start.review')}
        </Button>
      </DialogFooter>
    </>
  );
}

function SecretsAnew() {
  const { t } = useTranslationRef(temporalTranslationRef);
  return (
    <Alert
      status="info"
      icon
      mb="4"
      title={t('start.secretsAnew')}
      description={t('start.secretsAnewHint')}
    />
  );
}

function FormSkeleton() {
  const { t } = useTranslationRef(temporalTranslationRef);
  return (
    <Flex
      direction="column"
      gap="4"
      role="status"
      aria-label={t('start.loadingForm')}
    >
      <Skeleton width="100%" height={56} />
      <Skeleton width="100%" height={56} />
    </Flex>
  );
}
