import { TextField } from '@backstage/ui';
import type { WidgetProps } from '@rjsf/utils';
import { useState } from 'react';
import styles from '../InputForm.module.css';
import { secretFieldProps } from './fieldProps';
import { SecretLines } from './SecretLines';
import { ShowButton } from './ShowButton';
import { textOf } from './textOf';

/**
 * Backstage UI has this type in a field of its own, whose button says neither in
 * the page's language nor of which field it shows the value.
 */
const hidden: object = { type: 'password' };

/**
 * What nobody may read over the shoulder. What has a media type, such as a key in
 * PEM, has lines; all else is one.
 */
export function PasswordWidget(props: WidgetProps) {
  return props.schema.contentMediaType === undefined ? (
    <SecretLine {...props} />
  ) : (
    <SecretLines {...props} />
  );
}

function SecretLine(props: WidgetProps) {
  const { value, options, onChange, id } = props;
  const [isShown, setShown] = useState(false);
  return (
    <div className={styles.secret}>
      <TextField
        {...secretFieldProps(props)}
        {...(isShown ? undefined : hidden)}
        size="medium"
        value={textOf(value)}
        onChange={text => onChange(text === '' ? options.emptyValue : text)}
        onBlur={() => props.onBlur(id, value)}
        onFocus={() => props.onFocus(id, value)}
      />
      <ShowButton field={props.label} isShown={isShown} onChange={setShown} />
    </div>
  );
}
