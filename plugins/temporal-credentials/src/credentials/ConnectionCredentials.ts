import { FromFiles } from '../files/FromFiles';
import { expiryOfToken, readApiKey } from './apiKey';
import type { CredentialFact } from './CredentialFact';
import {
  readTls,
  type SettingNames,
  type TlsClient,
  type TlsFiles,
  type TlsParts,
} from './tls';

/**
 * What a connection to Temporal is made with. `tls` that is there, though empty,
 * means TLS with the authorities that this machine trusts.
 * @public
 */
export interface CredentialFiles {
  readonly tls?: TlsFiles;
  /** A file with a bearer token, sent with every call. */
  readonly apiKeyFile?: string;
}

/**
 * TLS as Temporal's SDK takes it: `false` is plaintext.
 * @public
 */
export type TlsOptions = false | TlsClient;

/**
 * The credentials of one connection, read from files, and read again when these
 * change. A changed set that does not hold (its key is another certificate's, it
 * has expired, it is half written) is not taken: the last good one stays in use.
 * @public
 */
export class ConnectionCredentials {
  readonly #files: CredentialFiles;
  readonly #setting: SettingNames;
  readonly #tls: FromFiles<TlsParts> | undefined;
  readonly #apiKey: FromFiles<string> | undefined;

  /** @param setting - names each file's setting, in errors and facts */
  constructor(files: CredentialFiles, setting: SettingNames) {
    const { apiKeyFile, tls } = files;
    this.#files = files;
    this.#setting = setting;
    this.#tls = tls && readTls(tls, setting);
    this.#apiKey =
      apiKeyFile === undefined
        ? undefined
        : readApiKey(apiKeyFile, setting('apiKeyFile'));
  }

  /**
   * The same object as long as nothing has changed.
   * @throws Error that names the setting, if there never was a set that holds
   */
  async tls(): Promise<TlsOptions> {
    return this.#tls ? (await this.#tls.current()).options : false;
  }

  /**
   * The bearer token, if there is one.
   * @throws Error that names the setting, if it could never be read
   */
  async apiKey(): Promise<string | undefined> {
    return this.#apiKey?.current();
  }

  /** The files' settings, in order, with their age and what is wrong with them. */
  async facts(): Promise<readonly CredentialFact[]> {
    return [...(await this.#tlsFacts()), ...(await this.#apiKeyFacts())];
  }

  async #tlsFacts(): Promise<readonly CredentialFact[]> {
    const parts = await this.#tls?.current().catch(() => undefined);
    const named = (['caFile', 'certFile'] as const).filter(
      name => this.#files.tls?.[name] !== undefined,
    );
    return named.map(name => ({
      setting: this.#setting(name),
      since: parts?.validFrom[name],
      expires: parts?.validTo[name],
      trouble: this.#tls?.trouble,
    }));
  }

  async #apiKeyFacts(): Promise<readonly CredentialFact[]> {
    if (!this.#apiKey) return [];
    const token = await this.#apiKey.current().catch(() => undefined);
    const { since, trouble } = this.#apiKey;
    const setting = this.#setting('apiKeyFile');
    const expires = token === undefined ? undefined : expiryOfToken(token);
    return [{ setting, since, expires, trouble }];
  }
}
