import {
  ADMISSIONS_PATH,
  admissionRequestSchema,
  KEY_SET_PATH,
  STATEMENT_TYPE,
} from 'backstage-plugin-temporal-common';
import {
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  jwtVerify,
  SignJWT,
  type GenerateKeyPairResult,
} from 'jose';
import { randomUUID } from 'node:crypto';
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { json } from 'node:stream/consumers';
import { pluginUrl, type Backend } from '../admission/Backend';
import { claimsOf, type SignedRun, type TestRun } from './TestRun';
import { TestLedger, type Refusal } from './TestLedger';

/**
 * Stands for the Backstage backend in tests of your own workflows and
 * activities: a real HTTP server on loopback with its own ES256 key, which signs
 * runs, publishes its key set, and admits each run once.
 * @public
 */
export class TestBackend {
  readonly #server: Server;
  readonly #keys: GenerateKeyPairResult[] = [];
  readonly #token = randomUUID();
  readonly #ledger = new TestLedger();
  #port = 0;

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch((error: Error) =>
        respond(
          response,
          400,
          errorBody({ status: 400, message: error.message }),
        ),
      );
    });
  }

  /** Starts one on a free port. Call `close` when the tests are over. */
  static async start(): Promise<TestBackend> {
    const backend = new TestBackend();
    await backend.rotateKey();
    await backend.listen();
    return backend;
  }

  /** What `createActionWorker` needs to know of it. */
  get backend(): Backend {
    return { url: `http://127.0.0.1:${this.#port}`, token: this.#token };
  }

  /** Signs with a new key from now on; the earlier ones stay published. */
  async rotateKey(): Promise<void> {
    this.#keys.push(await generateKeyPair('ES256'));
  }

  /** Signs for a run and remembers it, as a click in the catalog does. */
  async sign(run: TestRun): Promise<SignedRun> {
    const claims = await claimsOf(run);
    const newest = this.#keys.length - 1;
    const statement = await new SignJWT({ ...claims })
      .setProtectedHeader({
        alg: 'ES256',
        kid: keyId(newest),
        typ: STATEMENT_TYPE,
      })
      .setIssuedAt()
      .sign(this.#keys[newest].privateKey);
    this.#ledger.add(claims, statement);
    return { ...run, runId: claims.runId, statement };
  }

  /** From now on answers this run's admission with a refusal. */
  refuse(runId: string, refusal: Refusal): void {
    this.#ledger.refuse(runId, refusal);
  }

  /** Answers again, on the same port, after `close`. */
  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(this.#port, '127.0.0.1', resolve);
    });
    const address = this.#server.address();
    if (address && typeof address === 'object') {
      this.#port = address.port;
    }
  }

  /** Answers nobody any more. */
  async close(): Promise<void> {
    const closed = new Promise(resolve => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #answer(request: IncomingMessage, response: ServerResponse) {
    const { url } = this.backend;
    const address = `${url}${request.url}`;
    if (
      request.method === 'GET' &&
      address === pluginUrl(this.backend, KEY_SET_PATH)
    ) {
      return respond(response, 200, await this.#keySet());
    }
    if (
      request.method === 'POST' &&
      address === pluginUrl(this.backend, ADMISSIONS_PATH)
    ) {
      const refusal = await this.#admit(request);
      return refusal
        ? respond(response, refusal.status, errorBody(refusal))
        : respond(response, 200, { admitted: true });
    }
    return respond(
      response,
      404,
      errorBody({ status: 404, message: 'No such route' }),
    );
  }

  async #admit(request: IncomingMessage): Promise<Refusal | undefined> {
    if (request.headers.authorization !== `Bearer ${this.#token}`) {
      return { status: 401, message: 'Missing or invalid credentials' };
    }
    const admission = admissionRequestSchema.parse(await json(request));
    await jwtVerify(
      admission.statement,
      createLocalJWKSet(await this.#keySet()),
      {
        algorithms: ['ES256'],
        typ: STATEMENT_TYPE,
      },
    );
    return this.#ledger.admit(admission);
  }

  async #keySet() {
    const keys = this.#keys.map(async ({ publicKey }, index) => ({
      ...(await exportJWK(publicKey)),
      kid: keyId(index),
      alg: 'ES256',
      use: 'sig',
    }));
    return { keys: await Promise.all(keys) };
  }
}

function keyId(index: number): string {
  return `test-key-${index}`;
}

function errorBody({ status, message }: Refusal) {
  return {
    error: {
      name: status === 401 ? 'AuthenticationError' : 'NotAllowedError',
      message,
    },
    response: { statusCode: status },
  };
}

function respond(response: ServerResponse, status: number, body: unknown) {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
