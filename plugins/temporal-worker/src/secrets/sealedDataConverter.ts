import type { DataConverter } from '@temporalio/common';
import type { SecretKeys } from 'backstage-plugin-temporal-credentials';
import { SealingCodec } from './SealingCodec';

/**
 * A data converter that seals before any codec of the worker's own has its turn,
 * and opens after it.
 * @throws Error if it would have a failure converter of its own write failures
 */
export function sealedDataConverter(
  keys: SecretKeys | undefined,
  own: DataConverter = {},
): DataConverter {
  if (keys && own.failureConverterPath) {
    throw new Error(
      `The failure converter ${own.failureConverterPath} would write down what activities of runs with secrets say: leave out dataConverter.failureConverterPath, or the option secrets`,
    );
  }
  const { payloadCodecs = [] } = own;
  return { ...own, payloadCodecs: [new SealingCodec(keys), ...payloadCodecs] };
}
