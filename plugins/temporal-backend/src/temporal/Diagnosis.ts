import {
  whyUnreachable,
  type ConnectionCredentials,
} from 'backstage-plugin-temporal-credentials';
import type { ClusterConfig } from './clusterConfig';
import { CredentialTrouble } from './CredentialTrouble';
import { isAway, isRefusedCaller, reasonOf } from './errors';
import { settingOf } from './settingOf';

/** A person waits; and a server that is away is asked about again and again. */
const WAITED_MS = 1_000;
const KEPT_MS = 5_000;

/** Finds out which setting a failed call comes of, which gRPC does not say. */
export class Diagnosis {
  readonly #config: ClusterConfig;
  readonly #credentials: ConnectionCredentials;
  #found:
    | { readonly why: Promise<string | undefined>; readonly at: number }
    | undefined;

  constructor(config: ClusterConfig, credentials: ConnectionCredentials) {
    this.#config = config;
    this.#credentials = credentials;
  }

  /** @returns what to throw instead: the same error, if nothing is known */
  async of(error: unknown): Promise<unknown> {
    if (isRefusedCaller(error)) {
      return new CredentialTrouble(this.#refused(reasonOf(error)), error);
    }
    if (!isAway(error)) return error;
    const why = await within(this.#why());
    return why ? new CredentialTrouble(why, error) : error;
  }

  #refused(reason: string): string {
    const { address, files, jwt, setting } = this.#config;
    const said = `${address} says “${reason}”`;
    if (jwt) {
      return `${said}, of a token by ${setting}.jwt; check that the server fetches our key set, that its audience is ${jwt.audience}, and that it allows what was asked`;
    }
    return files.apiKeyFile
      ? `${said}, of the token in the file of ${setting}.apiKeyFile; check that it is good, and allows what was asked`
      : `${said}, and no token is sent; set ${setting}.jwt or ${setting}.apiKeyFile`;
  }

  #why(): Promise<string | undefined> {
    const now = performance.now();
    if (this.#found && now - this.#found.at < KEPT_MS) return this.#found.why;
    const why = this.#look().catch(() => undefined);
    this.#found = { why, at: now };
    return why;
  }

  async #look(): Promise<string | undefined> {
    const { address, setting } = this.#config;
    const tls = await this.#credentials.tls();
    return whyUnreachable(address, tls, settingOf(setting));
  }
}

async function within<T>(asked: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>(resolve => {
    timer = setTimeout(() => resolve(undefined), WAITED_MS);
  });
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}
