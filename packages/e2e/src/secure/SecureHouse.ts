import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WorkerToken } from 'backstage-plugin-temporal-common';
import { until } from '../../../../scripts/run/readiness.mjs';
import { machineToken } from '../callers/machineToken.ts';
import { aHouse, housePorts } from '../house/aHouse.ts';
import type { House } from '../house/House.ts';
import { removeAtExit } from '../house/removeAtExit.ts';
import { TemporalEye } from '../temporal/TemporalEye.ts';
import { CertificateFiles } from './server/CertificateFiles.ts';
import { connectTo } from './server/connectTo.ts';
import { replaceFile } from './server/replaceFile.ts';
import { temporalServer } from './server/temporalServer.ts';
import { TokenIssuer, type TokenClaims } from './server/TokenIssuer.ts';
import { backendConfig, workerConfig, type Teams } from './secureConfig.ts';

const PREPARED_MS = 60_000;
const AUDIENCE = 'temporal';
const KEY_SET = '/api/temporal/.well-known/temporal-jwks.json';

export interface SecureHouseOptions {
  /** Names the folder of its logs. */
  readonly name: string;
  readonly teams: Teams;
  readonly env?: Readonly<Record<string, string>>;
  /** What the worker is told, where it differs from the usual. */
  readonly workerEnv?: Readonly<Record<string, string>>;
  /** What the worker waits for; the backend runs by then. */
  readonly beforeWorker?: (
    house: House,
    files: CertificateFiles,
  ) => Promise<void>;
  /** Of `temporal.clusters[].jwt`, where it differs from the usual. */
  readonly jwt?: Readonly<Record<string, unknown>>;
  /** Of `temporal.workers[].tokens`, in the same way. */
  readonly workerTokens?: Readonly<Record<string, unknown>>;
}

interface Parts {
  readonly folder: string;
  readonly files: CertificateFiles;
  readonly issuer: TokenIssuer;
}

/**
 * A house in front of Temporal's official server, which lets in nobody without
 * a certificate and a token, and writes down whose token it was.
 */
export class SecureHouse {
  readonly files: CertificateFiles;
  readonly house: House;
  readonly #folder: string;
  readonly #issuer: TokenIssuer;

  private constructor(house: House, { files, folder, issuer }: Parts) {
    this.house = house;
    this.files = files;
    this.#folder = folder;
    this.#issuer = issuer;
  }

  static async start(options: SecureHouseOptions): Promise<SecureHouse> {
    const folder = await mkdtemp(join(tmpdir(), 'backstage-secure-'));
    removeAtExit(folder);
    const files = await CertificateFiles.in(join(folder, 'tls'));
    const issuer = await TokenIssuer.listen(AUDIENCE);
    const ports = await housePorts();
    const backendKeys = `http://127.0.0.1:${ports.backend}${KEY_SET}`;
    const { env, jwt, name, teams, workerEnv, workerTokens } = options;
    const address = `127.0.0.1:${ports.temporal}`;
    const tokenFile = join(folder, 'worker.token');
    const house = await aHouse({
      ...{ name, ports, env },
      temporal: await temporalServer({
        ...{ folder, files, audience: AUDIENCE, port: ports.temporal },
        // Ours are for those who look from outside, such as a test. Of two keys
        // with one name the server believes the later, which a test may use.
        keySetUrls: [backendKeys, issuer.keySetUrl],
      }),
      backendEnv: backendConfig(teams, {
        ...{ address, tls: files.of('backend') },
        ...{ jwt: { audience: AUDIENCE, ...jwt }, workerTokens },
      }),
      workerEnv: {
        ...workerConfig(teams, { tls: files.of('worker'), tokenFile }),
        ...workerEnv,
      },
      beforeWorker: async ready => {
        await replaceFile(tokenFile, await workerTokenOf(ready));
        await options.beforeWorker?.(ready, files);
      },
    });
    const secure = new SecureHouse(house, { folder, files, issuer });
    try {
      await secure.#prepared(teams);
    } catch (error) {
      await secure.stop();
      throw error;
    }
    return secure;
  }

  /** Where Temporal finds the keys of the backend. */
  get keySetUrl(): string {
    return this.house.url + KEY_SET;
  }

  /** Temporal as it is for whom this token names, around all that is ours. */
  async eye(
    namespace: string,
    { permissions, sub = 'eye' }: Partial<TokenClaims> = {},
  ): Promise<TemporalEye> {
    const claims = { sub, permissions: permissions ?? [`${namespace}:read`] };
    return this.#look(namespace, await this.#issuer.token(claims));
  }

  /** Temporal as it is for the worker, by the token that the backend gave it. */
  async eyeOfWorker(namespace: string): Promise<TemporalEye> {
    const token = await readFile(join(this.#folder, 'worker.token'), 'utf8');
    return this.#look(namespace, token);
  }

  async #look(namespace: string, token: string): Promise<TemporalEye> {
    const credentials = { files: this.files.of('eye'), token };
    const { temporalAddress } = this.house;
    const connection = await connectTo(temporalAddress, credentials);
    return new TemporalEye(connection, namespace);
  }

  /** Has Temporal believe none of the backend's tokens, until it is undone. */
  async distrustBackend(): Promise<() => void> {
    const response = await fetch(this.keySetUrl);
    const { keys } = (await response.json()) as {
      readonly keys: readonly { readonly kid: string }[];
    };
    for (const { kid } of keys) await this.#issuer.addKey(kid);
    return () => keys.forEach(({ kid }) => this.#issuer.dropKey(kid));
  }

  /** Gives the worker a new token, as a CI job would. */
  async renewWorkerToken(): Promise<void> {
    const file = join(this.#folder, 'worker.token');
    await replaceFile(file, await workerTokenOf(this.house));
  }

  /** Waits until what the backend adds to its namespaces is known there. */
  async #prepared({ namespaces }: Teams): Promise<void> {
    for (const { namespace } of namespaces) {
      const eye = await this.eye(namespace);
      const query = `component_id = 'none' AND initiator = 'nobody'`;
      const known = () =>
        eye.workflowIds(query).then(
          () => true,
          () => false,
        );
      const isPrepared = await until(known, PREPARED_MS);
      await eye.close();
      if (!isPrepared) throw new Error(`${namespace} was never prepared`);
    }
  }

  /** Gives the worker a token with these claims instead. */
  async spoilWorkerToken(claims: TokenClaims): Promise<void> {
    const file = join(this.#folder, 'worker.token');
    await replaceFile(file, await this.#issuer.token(claims));
  }

  async stop(): Promise<void> {
    await this.house.stop();
    await this.#issuer.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

async function workerTokenOf(house: House): Promise<string> {
  const api = house.api(await machineToken(house, 'ci'));
  const wanted = { worker: 'temporal-worker' };
  const { body, status } = await api.post('/worker-tokens', wanted);
  if (status === 201 || status === 200) return (body as WorkerToken).token;
  throw new Error(`No token for the worker: ${status} ${JSON.stringify(body)}`);
}
