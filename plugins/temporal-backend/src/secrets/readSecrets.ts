import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { SecretKeysOptions } from 'backstage-plugin-temporal-credentials';

/**
 * Reads `temporal.secrets`. A file without a name is none: so a variable of the
 * environment may be left empty.
 * @throws InputError naming the config key that is wrong
 */
export function readSecrets(config: Config): SecretKeysOptions | undefined {
  const keySetFile = config.getOptionalString('secrets.keySetFile');
  const keys = config.getOptionalConfigArray('secrets.keys');
  if (keySetFile && keys) {
    throw new InputError(
      'temporal.secrets has both keySetFile and keys; choose one',
    );
  }
  if (keySetFile) return { keySetFile };
  return (
    keys && {
      keys: keys.map(key => ({
        id: key.getString('id'),
        key: key.getString('key'),
      })),
    }
  );
}
