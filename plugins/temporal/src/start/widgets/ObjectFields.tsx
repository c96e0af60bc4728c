import { Flex, Text } from '@backstage/ui';
import {
  canExpand,
  descriptionId,
  titleId,
  type ObjectFieldTemplateProps,
} from '@rjsf/utils';
import styles from '../InputForm.module.css';

const ROOT = 'root';

/** The fields of an object, one below the other. */
export function ObjectFields(props: ObjectFieldTemplateProps) {
  const { idSchema, properties, registry, schema, uiSchema } = props;
  const { AddButton } = registry.templates.ButtonTemplates;
  // The dialog already says what the whole form is for.
  const nested = idSchema.$id !== ROOT;
  return (
    <div
      role={nested ? 'group' : undefined}
      aria-labelledby={nested ? titleId(idSchema) : undefined}
      className={nested ? styles.nested : undefined}
    >
      <Flex direction="column" gap="4">
        {nested && props.title && (
          <Text as="h4" id={titleId(idSchema)} weight="bold">
            {props.title}
          </Text>
        )}
        {nested && props.description && (
          <Text
            as="p"
            id={descriptionId(idSchema)}
            variant="body-small"
            color="secondary"
          >
            {props.description}
          </Text>
        )}
        {properties.map(({ name, content }) => (
          <div key={name}>{content}</div>
        ))}
        {canExpand(schema, uiSchema, props.formData) && (
          <AddButton
            onClick={props.onAddClick(schema)}
            disabled={props.disabled || props.readonly}
            uiSchema={uiSchema}
            registry={registry}
          />
        )}
      </Flex>
    </div>
  );
}
