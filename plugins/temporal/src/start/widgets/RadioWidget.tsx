import { Radio, RadioGroup } from '@backstage/ui';
import {
  enumOptionsIndexForValue,
  enumOptionsValueForIndex,
  type WidgetProps,
} from '@rjsf/utils';
import { fieldProps } from './fieldProps';

/** One of a few, all in sight. */
export function RadioWidget(props: WidgetProps) {
  const { options, value, onChange } = props;
  const { enumOptions = [], emptyValue } = options;
  const chosen = enumOptionsIndexForValue(value, enumOptions);
  return (
    <RadioGroup
      {...fieldProps(props)}
      orientation={options.inline ? 'horizontal' : 'vertical'}
      value={typeof chosen === 'string' ? chosen : null}
      onChange={key =>
        onChange(enumOptionsValueForIndex(key, enumOptions, emptyValue))
      }
    >
      {enumOptions.map((option, index) => (
        <Radio key={option.label} value={String(index)}>
          {option.label}
        </Radio>
      ))}
    </RadioGroup>
  );
}
