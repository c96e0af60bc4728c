import { Text } from '@backstage/ui';
import {
  descriptionId,
  getTemplate,
  getUiOptions,
  type FieldTemplateProps,
} from '@rjsf/utils';
import styles from '../InputForm.module.css';

/** A field with what is said about it: description, errors, help. */
export function FieldFrame(props: FieldTemplateProps) {
  const { id, children, displayLabel, rawDescription, registry } = props;
  const options = getUiOptions(props.uiSchema);
  const Wrap = getTemplate('WrapIfAdditionalTemplate', registry, options);
  if (props.hidden) {
    return <div hidden>{children}</div>;
  }
  return (
    <Wrap {...props}>
      <div className={styles.field}>
        {children}
        {displayLabel && rawDescription && (
          <Text
            as="p"
            id={descriptionId(id)}
            variant="body-small"
            color="secondary"
          >
            {rawDescription}
          </Text>
        )}
        {props.errors}
        {props.help}
      </div>
    </Wrap>
  );
}
