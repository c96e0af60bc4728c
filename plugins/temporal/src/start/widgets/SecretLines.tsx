import { TextAreaField } from '@backstage/ui';
import type { WidgetProps } from '@rjsf/utils';
import { useState } from 'react';
import styles from '../InputForm.module.css';
import { secretFieldProps } from './fieldProps';
import { ShowButton } from './ShowButton';
import { textOf } from './textOf';

const ROWS = 4;

/** Several lines that nobody may read over the shoulder, such as a key. */
export function SecretLines(props: WidgetProps) {
  const { value, options, onChange, id } = props;
  const [isShown, setShown] = useState(false);
  return (
    <div className={styles.secret}>
      <TextAreaField
        {...secretFieldProps(props)}
        className={isShown ? undefined : styles.hidden}
        size="medium"
        rows={ROWS}
        value={textOf(value)}
        onChange={text => onChange(text === '' ? options.emptyValue : text)}
        onBlur={() => props.onBlur(id, value)}
        onFocus={() => props.onFocus(id, value)}
      />
      <ShowButton field={props.label} isShown={isShown} onChange={setShown} />
    </div>
  );
}
