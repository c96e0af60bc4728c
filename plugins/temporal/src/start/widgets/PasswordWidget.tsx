import { PasswordField } from '@backstage/ui';
import type { WidgetProps } from '@rjsf/utils';
import { fieldProps } from './fieldProps';

/** A text that nobody may read over the shoulder. */
export function PasswordWidget(props: WidgetProps) {
  const { value, options, onChange, id } = props;
  return (
    <PasswordField
      {...fieldProps(props)}
      size="medium"
      value={typeof value === 'string' ? value : ''}
      autoComplete="off"
      onChange={text => onChange(text === '' ? options.emptyValue : text)}
      onBlur={() => props.onBlur(id, value)}
      onFocus={() => props.onFocus(id, value)}
    />
  );
}
