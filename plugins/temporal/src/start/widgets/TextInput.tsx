import { TextField } from '@backstage/ui';
import { Templates } from '@rjsf/material-ui';
import { getInputProps, type BaseInputTemplateProps } from '@rjsf/utils';
import { useContext } from 'react';
import { fieldProps } from './fieldProps';
import { PasswordWidget } from './PasswordWidget';
import { SecrecyContext } from './SecrecyContext';
import { textOf } from './textOf';

type TextType = 'text' | 'email' | 'tel' | 'url';

const textTypes: Record<string, TextType> = {
  text: 'text',
  email: 'email',
  tel: 'tel',
  url: 'url',
  uri: 'url',
  // A browser's number field swallows what it can't read; ours says so.
  number: 'text',
};

/** One line of text; dates, colours and the like keep the browser's field. */
export function TextInput(props: BaseInputTemplateProps) {
  const { schema, type, options, onChange, onBlur, onFocus, id } = props;
  const { isSecret } = useContext(SecrecyContext);
  const input = getInputProps(schema, type, options);
  const textType = textTypes[input.type];
  if (isSecret) {
    return <PasswordWidget {...props} />;
  }
  if (!textType) {
    const { BaseInputTemplate } = Templates;
    return BaseInputTemplate ? <BaseInputTemplate {...props} /> : null;
  }
  const numeric = input.type === 'number';
  return (
    <TextField
      {...fieldProps(props)}
      size="medium"
      type={textType}
      inputMode={numeric ? 'decimal' : undefined}
      placeholder={props.placeholder}
      value={textOf(props.value)}
      onChange={text => onChange(text === '' ? options.emptyValue : text)}
      onBlur={() => onBlur(id, props.value)}
      onFocus={() => onFocus(id, props.value)}
    />
  );
}
