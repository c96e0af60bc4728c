import { TextAreaField } from '@backstage/ui';
import type { WidgetProps } from '@rjsf/utils';
import { useContext } from 'react';
import { fieldProps } from './fieldProps';
import { SecrecyContext } from './SecrecyContext';
import { SecretLines } from './SecretLines';
import { textOf } from './textOf';

/** Several lines of text. */
export function TextareaWidget(props: WidgetProps) {
  const { value, options, onChange, id } = props;
  const { isSecret } = useContext(SecrecyContext);
  if (isSecret) {
    return <SecretLines {...props} />;
  }
  return (
    <TextAreaField
      {...fieldProps(props)}
      size="medium"
      rows={options.rows}
      value={textOf(value)}
      placeholder={props.placeholder}
      onChange={text => onChange(text === '' ? options.emptyValue : text)}
      onBlur={() => props.onBlur(id, value)}
      onFocus={() => props.onFocus(id, value)}
    />
  );
}
