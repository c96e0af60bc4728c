import { Checkbox, Text } from '@backstage/ui';
import {
  ariaDescribedByIds,
  descriptionId,
  type WidgetProps,
} from '@rjsf/utils';
import styles from '../InputForm.module.css';

/** Yes or no. */
export function CheckboxWidget(props: WidgetProps) {
  const { id, label, value, options, schema } = props;
  const description = options.description ?? schema.description;
  return (
    <div>
      <Checkbox
        id={id}
        name={id}
        isSelected={value === true}
        isDisabled={props.disabled}
        isReadOnly={props.readonly}
        isInvalid={(props.rawErrors?.length ?? 0) > 0}
        aria-describedby={ariaDescribedByIds(id)}
        onChange={props.onChange}
      >
        {label}
      </Checkbox>
      {description && (
        <Text
          as="p"
          id={descriptionId(id)}
          variant="body-small"
          color="secondary"
          className={styles.hint}
        >
          {description}
        </Text>
      )}
    </div>
  );
}
