import type { JsonObject, JsonValue } from '@backstage/types';
import { isSecretValue } from 'backstage-plugin-temporal-common';
import { ReadableValue } from './ReadableValue';
import { asObject, itemSchema, propertySchema, titleOf } from './schemaHints';
import styles from './readable.module.css';

const MOST_COLUMNS = 8;

/** The columns in which a list reads best; none if it is no list of like things. */
export function columnsOf(
  values: readonly (JsonValue | undefined)[],
): readonly string[] {
  const rows = values
    .filter(value => !isSecretValue(value))
    .map(asObject)
    .filter(row => row !== undefined);
  const columns = [...new Set(rows.flatMap(row => Object.keys(row)))];
  const alike =
    rows.length === values.length &&
    rows.length > 1 &&
    columns.length <= MOST_COLUMNS &&
    rows.every(row => Object.keys(row).length * 2 >= columns.length);
  return alike ? columns : [];
}

/** Like things, one a row. */
export function ReadableTable(props: {
  readonly columns: readonly string[];
  readonly values: readonly (JsonValue | undefined)[];
  readonly schema: JsonObject | undefined;
}) {
  const { columns, values, schema } = props;
  const schemaOf = (column: string) =>
    propertySchema(itemSchema(schema), column);
  return (
    <div className={styles.scrolled}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map(column => (
              <th key={column} scope="col">
                {titleOf(schemaOf(column), column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {values.map((value, position) => (
            // Rows have nothing but their position to tell them apart.
            <tr key={position}>
              {columns.map(column => (
                <td key={column}>
                  <ReadableValue
                    value={asObject(value)?.[column]}
                    schema={schemaOf(column)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
