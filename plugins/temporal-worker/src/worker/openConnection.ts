import { NativeConnection } from '@temporalio/worker';
import {
  isLoopback,
  whyUnreachable,
  type SettingNames,
  type TlsFiles,
  type TlsOptions,
} from 'backstage-plugin-temporal-credentials';
import { reasonOf } from '../admission/refusal';

/**
 * Where Temporal is, as host and port, and the files with what to show there,
 * each in PEM but the API key. `tls: {}` is TLS with the authorities that this
 * machine trusts; without `tls` the connection is plaintext. `setting` names a
 * file's setting in warnings and errors, if it is not called as here.
 * @public
 */
export interface WorkerConnectionOptions {
  readonly address: string;
  readonly tls?: TlsFiles;
  readonly apiKeyFile?: string;
  readonly setting?: SettingNames;
}

/** What is in the files at one moment. */
export interface Shown {
  readonly tls: TlsOptions;
  readonly apiKey: string | undefined;
}

/** The name of a file's setting. */
export function settingsOf({
  setting,
}: Pick<WorkerConnectionOptions, 'setting'>): SettingNames {
  return setting ?? (file => (file === 'apiKeyFile' ? file : `tls.${file}`));
}

/** @throws Error if an API key would go over a network in plaintext */
export function assertNotOverheard(options: WorkerConnectionOptions): void {
  const { address, apiKeyFile, tls } = options;
  if (apiKeyFile !== undefined && !tls && !isLoopback(address)) {
    const setting = settingsOf(options);
    throw new Error(
      `${setting(
        'apiKeyFile',
      )} is set, and whoever listens on the way to ${address} could read the key: use TLS, with ${setting(
        'caFile',
      )} unless this machine trusts the server's authority anyway`,
    );
  }
}

/**
 * Connects to Temporal.
 * @throws Error that says why it can't, and which setting to look at
 */
export async function openConnection(
  options: WorkerConnectionOptions,
  { tls, apiKey }: Shown,
): Promise<NativeConnection> {
  const { address } = options;
  try {
    return await NativeConnection.connect({ address, tls, apiKey });
  } catch (cause) {
    const setting = settingsOf(options);
    const why = await whyUnreachable(address, tls, setting);
    if (why) throw new Error(why, { cause });
    const shown = apiKey ? `, or not the key of ${setting('apiKeyFile')}` : '';
    throw new Error(
      `Temporal at ${address} accepts no connection${shown}: ${wordsOf(cause)}`,
      { cause },
    );
  }
}

/** What Temporal said, without the call that it was said to. */
export function wordsOf(error: unknown): string {
  const reason = reasonOf(error);
  return /message: "([^"]+)"/.exec(reason)?.[1] ?? reason;
}
