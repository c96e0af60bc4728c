import { InputError } from '@backstage/errors';
import { temporal } from '@temporalio/proto';
import { reasonOf } from './errors';
import type { TemporalConnection } from './TemporalConnection';

const { INDEXED_VALUE_TYPE_KEYWORD } = temporal.api.enums.v1.IndexedValueType;

/**
 * Makes sure that the namespace has our search attributes, as Keywords.
 * @throws InputError if a name is taken with another type, naming the config
 *   key that renames it; an error with the exact command if they are missing
 *   and may not be added with our credential
 */
export async function ensureSearchAttributes(
  connection: TemporalConnection,
  names: { readonly target: string; readonly initiator: string },
): Promise<void> {
  const { namespace } = connection;
  const { customAttributes } = await connection.administer(() =>
    connection.operatorService.listSearchAttributes({ namespace }),
  );
  const missing: string[] = [];
  for (const [key, name] of Object.entries(names)) {
    const type = customAttributes?.[name];
    if (type === undefined) missing.push(name);
    else if (type !== INDEXED_VALUE_TYPE_KEYWORD) {
      throw new InputError(
        `Search attribute ${name} exists in namespace ${namespace} with another type than Keyword; choose another name in temporal.searchAttributes.${key}`,
      );
    }
  }
  if (missing.length > 0) await add(connection, missing);
}

async function add(
  connection: TemporalConnection,
  names: readonly string[],
): Promise<void> {
  const { namespace } = connection;
  try {
    await connection.administer(() =>
      connection.operatorService.addSearchAttributes({
        namespace,
        searchAttributes: Object.fromEntries(
          names.map(name => [name, INDEXED_VALUE_TYPE_KEYWORD]),
        ),
      }),
    );
  } catch (error) {
    const flags = names.map(name => `--name ${name} --type Keyword`).join(' ');
    throw new Error(
      `Search attributes ${names.join(
        ', ',
      )} are missing in namespace ${namespace} and could not be added (${reasonOf(
        error,
      )}). Run: temporal operator search-attribute create --namespace ${namespace} ${flags}`,
      { cause: error },
    );
  }
}
