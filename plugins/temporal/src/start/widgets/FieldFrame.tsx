import { Text } from '@backstage/ui';
import {
  descriptionId,
  getTemplate,
  getUiOptions,
  type FieldTemplateProps,
} from '@rjsf/utils';
import { isSecretSchema } from 'backstage-plugin-temporal-common';
import { useContext, useMemo } from 'react';
import styles from '../InputForm.module.css';
import { SealedHint } from './SealedHint';
import { SecrecyContext } from './SecrecyContext';

/** A field with what is said about it: description, errors, help. */
export function FieldFrame(props: FieldTemplateProps) {
  const { id, children, displayLabel, rawDescription, registry } = props;
  const outer = useContext(SecrecyContext);
  const isMarked = isSecretSchema(props.schema);
  const isSecret = outer.isSecret || isMarked;
  const secrecy = useMemo(() => ({ ...outer, isSecret }), [outer, isSecret]);
  const options = getUiOptions(props.uiSchema);
  const Wrap = getTemplate('WrapIfAdditionalTemplate', registry, options);
  if (props.hidden) {
    return <div hidden>{children}</div>;
  }
  return (
    <Wrap {...props}>
      <div className={styles.field}>
        <SecrecyContext.Provider value={secrecy}>
          {children}
        </SecrecyContext.Provider>
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
        {isMarked && !outer.isSecret && outer.isSealing && (
          <SealedHint id={id} />
        )}
        {props.errors}
        {props.help}
      </div>
    </Wrap>
  );
}
