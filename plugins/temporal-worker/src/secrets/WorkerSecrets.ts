import {
  defaultPayloadConverter,
  type DataConverter,
  type PayloadConverter,
} from '@temporalio/common';
import {
  SecretKeys,
  type SecretKeysOptions,
} from 'backstage-plugin-temporal-credentials';
import { sealedDataConverter } from './sealedDataConverter';

/**
 * What a worker knows of secrets: their keys, if it has any; what seals, for
 * Temporal; and by which details of failures become payloads.
 */
export interface WorkerSecrets {
  readonly keys: SecretKeys | undefined;
  readonly dataConverter: DataConverter;
  readonly converter: PayloadConverter;
}

/**
 * Makes it of the worker's options.
 * @throws Error if they don't go together, or the keys can't be had
 */
export async function workerSecretsOf({
  secrets,
  dataConverter,
}: {
  readonly secrets?: SecretKeysOptions;
  readonly dataConverter?: DataConverter;
}): Promise<WorkerSecrets> {
  const keys = secrets && new SecretKeys(secrets, 'secrets');
  await keys?.sealSecret('tried before a run needs it', 'none');
  return {
    keys,
    dataConverter: sealedDataConverter(keys, dataConverter),
    converter: payloadConverterAt(dataConverter?.payloadConverterPath),
  };
}

/** As Temporal loads it. */
function payloadConverterAt(path: string | undefined): PayloadConverter {
  if (path === undefined) {
    return defaultPayloadConverter;
  }
  const loaded: { readonly payloadConverter: PayloadConverter } = require(path);
  return loaded.payloadConverter;
}
