import { Text } from '@backstage/ui';
import { RiErrorWarningLine } from '@remixicon/react';
import { errorId, type FieldErrorProps } from '@rjsf/utils';
import styles from '../InputForm.module.css';

/** What is wrong with one field, from our own check or the backend's. */
export function FieldErrors({ errors = [], idSchema }: FieldErrorProps) {
  if (errors.length === 0) {
    return null;
  }
  return (
    <div id={errorId(idSchema)} className={styles.errors}>
      <RiErrorWarningLine size={14} aria-hidden />
      <div>
        {errors.map((error, position) => (
          <Text key={position} as="p" variant="body-small" color="danger">
            {error}
          </Text>
        ))}
      </div>
    </div>
  );
}
