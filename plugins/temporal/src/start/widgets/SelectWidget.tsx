import { Select } from '@backstage/ui';
import {
  enumOptionsIndexForValue,
  enumOptionsValueForIndex,
  type WidgetProps,
} from '@rjsf/utils';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { temporalTranslationRef } from '../../translation';
import { fieldProps } from './fieldProps';

/** One or several of a list; the form knows the options by their position. */
export function SelectWidget(props: WidgetProps) {
  const { multiple = false, options, value, onChange, id } = props;
  const { t } = useTranslationRef(temporalTranslationRef);
  const { enumOptions = [], enumDisabled = [], emptyValue } = options;
  const chosen = enumOptionsIndexForValue(value, enumOptions, multiple);
  const common = {
    ...fieldProps(props),
    size: 'medium',
    placeholder: props.placeholder || t('form.choose'),
    options: enumOptions.map((option, index) => ({
      value: String(index),
      label: option.label,
      disabled: enumDisabled.includes(option.value),
    })),
    onBlur: () => props.onBlur(id, value),
    onFocus: () => props.onFocus(id, value),
  } as const;
  const choose = (index: string | string[]) =>
    onChange(enumOptionsValueForIndex(index, enumOptions, emptyValue));
  return multiple ? (
    <Select
      {...common}
      selectionMode="multiple"
      value={Array.isArray(chosen) ? chosen : []}
      onChange={keys => choose(keys.map(String))}
    />
  ) : (
    <Select
      {...common}
      value={typeof chosen === 'string' ? chosen : null}
      onChange={key => choose(String(key))}
    />
  );
}
