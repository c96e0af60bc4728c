import { Checkbox, CheckboxGroup } from '@backstage/ui';
import {
  enumOptionsIndexForValue,
  enumOptionsValueForIndex,
  type WidgetProps,
} from '@rjsf/utils';
import { fieldProps } from './fieldProps';

/** Any of a few. */
export function CheckboxesWidget(props: WidgetProps) {
  const { options, value, onChange } = props;
  const { enumOptions = [], emptyValue } = options;
  const chosen = enumOptionsIndexForValue(value, enumOptions, true);
  return (
    <CheckboxGroup
      {...fieldProps(props)}
      orientation={options.inline ? 'horizontal' : 'vertical'}
      value={Array.isArray(chosen) ? chosen : []}
      onChange={keys =>
        onChange(enumOptionsValueForIndex(keys, enumOptions, emptyValue))
      }
    >
      {enumOptions.map((option, index) => (
        <Checkbox key={option.label} value={String(index)}>
          {option.label}
        </Checkbox>
      ))}
    </CheckboxGroup>
  );
}
