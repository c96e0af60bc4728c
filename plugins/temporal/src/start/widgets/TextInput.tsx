import { TextField } from '@backstage/ui';
import { Templates } from '@rjsf/material-ui';
import { getInputProps, type BaseInputTemplateProps } from '@rjsf/utils';
import { fieldProps } from './fieldProps';

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
  const input = getInputProps(schema, type, options);
  const textType = textTypes[input.type];
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
      value={toText(props.value)}
      onChange={text => onChange(text === '' ? options.emptyValue : text)}
      onBlur={() => onBlur(id, props.value)}
      onFocus={() => onFocus(id, props.value)}
    />
  );
}

function toText(value: unknown): string {
  return value === undefined || value === null ? '' : String(value);
}
