import type { IChangeEvent } from '@rjsf/core';
import { withTheme } from '@rjsf/core';
import { Theme } from '@rjsf/material-ui';
import type { JsonObject } from '@backstage/types';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  ErrorSchemaBuilder,
  type ErrorSchema,
  type ErrorTransformer,
  type UiSchema,
} from '@rjsf/utils';
import validator from '@rjsf/validator-ajv8';
import type { FieldError, JsonSchema } from 'backstage-plugin-temporal-common';
import { useMemo } from 'react';
import { temporalTranslationRef } from '../translation';
import { placeOf } from './fieldErrors';
import { FieldErrors } from './widgets/FieldErrors';
import { FieldFrame } from './widgets/FieldFrame';
import { ObjectFields } from './widgets/ObjectFields';
import { CheckboxesWidget } from './widgets/CheckboxesWidget';
import { CheckboxWidget } from './widgets/CheckboxWidget';
import { PasswordWidget } from './widgets/PasswordWidget';
import { RadioWidget } from './widgets/RadioWidget';
import { SelectWidget } from './widgets/SelectWidget';
import { SecrecyContext } from './widgets/SecrecyContext';
import { TextareaWidget } from './widgets/TextareaWidget';
import { TextInput } from './widgets/TextInput';
import styles from './InputForm.module.css';

const ThemedForm = withTheme({
  ...Theme,
  templates: {
    ...Theme.templates,
    BaseInputTemplate: TextInput,
    FieldErrorTemplate: FieldErrors,
    FieldTemplate: FieldFrame,
    ObjectFieldTemplate: ObjectFields,
  },
  widgets: {
    ...Theme.widgets,
    CheckboxWidget,
    CheckboxesWidget,
    PasswordWidget,
    RadioWidget,
    SelectWidget,
    TextareaWidget,
  },
});

/** The dialog has the buttons. */
const uiSchema: UiSchema = {
  'ui:submitButtonOptions': { norender: true },
};

/** A form from a JSON Schema. */
export function InputForm(props: {
  readonly id: string;
  readonly schema: JsonSchema;
  readonly input: JsonObject;
  readonly errors: readonly FieldError[];
  readonly isDisabled?: boolean;
  /** Whether secrets are sealed before anything is stored. */
  readonly isSealing?: boolean;
  /** Defaults that fill themselves in are no change by a person. */
  readonly onChange: (input: JsonObject, byPerson: boolean) => void;
  readonly onSubmit: (input: JsonObject) => void;
}) {
  const { errors, isSealing = false, onChange, onSubmit } = props;
  const secrecy = useMemo(() => ({ isSealing, isSecret: false }), [isSealing]);
  const extraErrors = useMemo(() => toErrorSchema(errors), [errors]);
  const transformErrors = useReadableErrors();
  const inputOf = (event: IChangeEvent): JsonObject => event.formData ?? {};
  return (
    <SecrecyContext.Provider value={secrecy}>
      <ThemedForm
        id={props.id}
        className={styles.form}
        schema={props.schema}
        uiSchema={uiSchema}
        formData={props.input}
        disabled={props.isDisabled}
        validator={validator}
        extraErrors={extraErrors}
        showErrorList={false}
        focusOnFirstError
        noHtml5Validate
        transformErrors={transformErrors}
        // Each field says for itself what is wrong with it.
        onError={() => {}}
        onChange={(event, id) => onChange(inputOf(event), id !== undefined)}
        onSubmit={event => onSubmit(inputOf(event))}
      />
    </SecrecyContext.Provider>
  );
}

/** The checker's own words name properties, not fields. */
function useReadableErrors(): ErrorTransformer {
  const { t } = useTranslationRef(temporalTranslationRef);
  return errors =>
    errors.map(error =>
      error.name === 'required'
        ? { ...error, message: t('form.required') }
        : error,
    );
}

function toErrorSchema(errors: readonly FieldError[]): ErrorSchema {
  const builder = new ErrorSchemaBuilder();
  for (const error of errors) {
    const place = placeOf(error);
    if (place?.length) {
      builder.addErrors(error.message, [...place]);
    }
  }
  return builder.ErrorSchema;
}
