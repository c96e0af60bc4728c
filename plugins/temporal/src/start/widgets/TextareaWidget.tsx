import { TextAreaField } from '@backstage/ui';
import type { WidgetProps } from '@rjsf/utils';
import { fieldProps } from './fieldProps';

/** Several lines of text. */
export function TextareaWidget(props: WidgetProps) {
  const { value, options, onChange, id } = props;
  return (
    <TextAreaField
      {...fieldProps(props)}
      size="medium"
      rows={options.rows}
      value={typeof value === 'string' ? value : ''}
      placeholder={props.placeholder}
      onChange={text => onChange(text === '' ? options.emptyValue : text)}
      onBlur={() => props.onBlur(id, value)}
      onFocus={() => props.onFocus(id, value)}
    />
  );
}
