import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { JsonObject, JsonValue } from '@backstage/types';
import {
  isSecretSchema,
  isSecretValue,
} from 'backstage-plugin-temporal-common';
import { formatDuration } from '../runs/time';
import { useLanguage } from '../runs/useTicking';
import { temporalTranslationRef } from '../translation';
import { Facts } from './Facts';
import { columnsOf, ReadableTable } from './ReadableTable';
import { SafeText } from './SafeText';
import { SecretMask } from './SecretMask';
import { durationOf, itemSchema, propertySchema, titleOf } from './schemaHints';
import styles from './readable.module.css';

/** A JSON value as people read it; the schema, if known, lends its titles. */
export function ReadableValue(props: {
  readonly value: JsonValue | undefined;
  readonly schema?: JsonObject;
}) {
  const { value, schema } = props;
  const { t } = useTranslationRef(temporalTranslationRef);
  if (value === undefined || value === null) {
    return <Quiet text={t('value.none')} />;
  }
  if (isSecretValue(value) || isSecretSchema(schema)) {
    return <SecretMask />;
  }
  if (typeof value === 'boolean') {
    return <>{t(value ? 'value.yes' : 'value.no')}</>;
  }
  if (typeof value === 'object') {
    return Array.isArray(value) ? (
      <ReadableList values={value} schema={schema} />
    ) : (
      <ReadableObject value={value} schema={schema} />
    );
  }
  return value === '' ? (
    <Quiet text={t('value.emptyText')} />
  ) : (
    <SafeText text={String(value)} />
  );
}

function ReadableObject(props: {
  readonly value: { readonly [key: string]: JsonValue | undefined };
  readonly schema: JsonObject | undefined;
}) {
  const { t } = useTranslationRef(temporalTranslationRef);
  const entries = Object.entries(props.value);
  if (entries.length === 0) {
    return <Quiet text={t('value.none')} />;
  }
  return (
    <Facts
      facts={entries.map(([key, inner]) => {
        const schema = propertySchema(props.schema, key);
        const duration = durationOf(key, inner);
        return duration && !schema
          ? {
              label: titleOf(schema, duration.name),
              value: <Took {...duration} />,
            }
          : {
              label: titleOf(schema, key),
              value: <ReadableValue value={inner} schema={schema} />,
            };
      })}
    />
  );
}

function ReadableList(props: {
  readonly values: readonly (JsonValue | undefined)[];
  readonly schema: JsonObject | undefined;
}) {
  const { t } = useTranslationRef(temporalTranslationRef);
  if (props.values.length === 0) {
    return <Quiet text={t('value.none')} />;
  }
  const columns = columnsOf(props.values);
  return columns.length > 0 ? (
    <ReadableTable columns={columns} {...props} />
  ) : (
    <ul className={styles.list}>
      {props.values.map((value, position) => (
        // Lists of values have nothing but their position to tell them apart.
        <li key={position}>
          <ReadableValue value={value} schema={itemSchema(props.schema)} />
        </li>
      ))}
    </ul>
  );
}

function Took({ ms }: { readonly ms: number }) {
  return <>{formatDuration(ms, useLanguage())}</>;
}

function Quiet({ text }: { readonly text: string }) {
  return <span className={styles.quiet}>{text}</span>;
}
