import {
  isLoopback,
  type SettingNames,
} from 'backstage-plugin-temporal-credentials';
import type { WorkerConnectionOptions } from 'backstage-plugin-temporal-worker/worker';
import { z } from 'zod';

const path = z.string().min(1, 'must be the path of a file').optional();

const variables = {
  caFile: 'TEMPORAL_TLS_CA',
  certFile: 'TEMPORAL_TLS_CERT',
  keyFile: 'TEMPORAL_TLS_KEY',
  serverName: 'TEMPORAL_TLS_SERVER_NAME',
  apiKeyFile: 'TEMPORAL_API_KEY_FILE',
} as const;

const setting: SettingNames = file => variables[file];

/** The variables that say where Temporal is, and what to show there. */
export const temporalSchema = z
  .object({
    TEMPORAL_ADDRESS: z.string().default('127.0.0.1:7233'),
    TEMPORAL_TLS: z.stringbool().default(false),
    TEMPORAL_TLS_CA: path,
    TEMPORAL_TLS_CERT: path,
    TEMPORAL_TLS_KEY: path,
    TEMPORAL_TLS_SERVER_NAME: z.string().min(1).optional(),
    TEMPORAL_API_KEY_FILE: path,
  })
  .superRefine((data, context) => {
    const wrong = (variable: string, message: string) =>
      context.addIssue({ code: 'custom', path: [variable], message });
    const { TEMPORAL_TLS_CERT: cert, TEMPORAL_TLS_KEY: key } = data;
    if (cert && !key) wrong('TEMPORAL_TLS_KEY', 'must go with the certificate');
    if (key && !cert) wrong('TEMPORAL_TLS_CERT', 'must go with the key');
    const { TEMPORAL_API_KEY_FILE: apiKey, TEMPORAL_ADDRESS: address } = data;
    if (apiKey && !usesTls(data) && !isLoopback(address)) {
      wrong(
        'TEMPORAL_API_KEY_FILE',
        `would be read by whoever listens on the way to ${address}: use TLS, by TEMPORAL_TLS_CA or TEMPORAL_TLS=true`,
      );
    }
  });

type Variables = z.infer<typeof temporalSchema>;

/** How to connect to Temporal, by these variables. */
export function readTemporal(data: Variables): WorkerConnectionOptions {
  return {
    setting,
    address: data.TEMPORAL_ADDRESS,
    apiKeyFile: data.TEMPORAL_API_KEY_FILE,
    tls: usesTls(data)
      ? {
          caFile: data.TEMPORAL_TLS_CA,
          certFile: data.TEMPORAL_TLS_CERT,
          keyFile: data.TEMPORAL_TLS_KEY,
          serverName: data.TEMPORAL_TLS_SERVER_NAME,
        }
      : undefined,
  };
}

/** Whatever belongs to TLS asks for it. */
function usesTls(data: Variables): boolean {
  return (
    data.TEMPORAL_TLS ||
    [
      data.TEMPORAL_TLS_CA,
      data.TEMPORAL_TLS_CERT,
      data.TEMPORAL_TLS_SERVER_NAME,
    ].some(value => value !== undefined)
  );
}
