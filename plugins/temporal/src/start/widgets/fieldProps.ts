import { ariaDescribedByIds, type WidgetProps } from '@rjsf/utils';

/** What every field of Backstage UI needs to know of a form's widget. */
export function fieldProps(props: WidgetProps) {
  const { id, label, hideLabel, rawErrors } = props;
  return {
    id,
    name: id,
    isRequired: props.required,
    isDisabled: props.disabled,
    isReadOnly: props.readonly,
    isInvalid: (rawErrors?.length ?? 0) > 0,
    // The form shows the messages below the field and decides when to block.
    validationBehavior: 'aria',
    'aria-describedby': ariaDescribedByIds(id),
    ...(hideLabel ? { 'aria-label': label } : { label }),
  } as const;
}

/** The same for a secret: browsers neither keep, fill in nor send it. */
export function secretFieldProps(props: WidgetProps) {
  return {
    ...fieldProps(props),
    // With "off", browsers fill in how one signs in to Backstage.
    autoComplete: 'new-password',
    // Some spelling is checked by others' servers, also that of shown secrets.
    spellCheck: 'false',
    autoCorrect: 'off',
  } as const;
}
