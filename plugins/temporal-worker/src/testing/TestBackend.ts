import type { Connection } from '@temporalio/client';
import {
  ADMISSIONS_PATH,
  admissionRequestSchema,
  AUTHORIZATIONS_PATH,
  authorizationRequestSchema,
  CLOSED_QUESTIONS_PATH,
  closeQuestionSchema,
  digestOf,
  KEY_SET_PATH,
  openQuestionSchema,
  QUESTIONS_PATH,
} from 'backstage-plugin-temporal-common';
import type { SecretKeysOptions } from 'backstage-plugin-temporal-credentials';
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
import { TestKeys } from './TestKeys';
import type { TestAnswer } from './giveAnswer';
import { TestLedger, type Refusal } from './TestLedger';
import { TestQuestions, type TestQuestion } from './TestQuestions';
import { TestSecrets, type TestSecretKey } from './TestSecrets';

const UNKNOWN_WORKER: Refusal = {
  status: 401,
  message: 'Missing or invalid credentials',
};

/**
 * What a test backend may be given: a connection to Temporal, by which it finds
 * that an execution it has not met belongs to a run, which only resets need; and
 * the keys of secrets, which only histories need that are kept to be replayed.
 * @public
 */
export interface TestBackendOptions {
  readonly connection?: Connection;
  readonly secretKeys?: readonly TestSecretKey[];
}

/**
 * Stands for the Backstage backend in tests of your own workflows and
 * activities: a real HTTP server on loopback with its own ES256 key, which signs
 * runs, publishes its key set, admits each run once, and says of each whether it
 * is still allowed.
 * @public
 */
export class TestBackend {
  readonly #server: Server;
  readonly #keys = new TestKeys();
  readonly #token = randomUUID();
  readonly #ledger: TestLedger;
  readonly #questions = new TestQuestions();
  readonly #secrets: TestSecrets;
  #port = 0;

  private constructor({ connection, secretKeys }: TestBackendOptions) {
    this.#ledger = new TestLedger(connection);
    this.#secrets = new TestSecrets(secretKeys);
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
  static async start(options: TestBackendOptions = {}): Promise<TestBackend> {
    const backend = new TestBackend(options);
    await backend.rotateKey();
    await backend.listen();
    return backend;
  }

  /** What `createActionWorker` needs to know of it. */
  get backend(): Backend & { readonly token: string } {
    return { url: `http://127.0.0.1:${this.#port}`, token: this.#token };
  }

  /** Signs with a new key from now on; the earlier ones stay published. */
  async rotateKey(): Promise<void> {
    await this.#keys.rotate();
  }

  /** The keys of secrets, for `createActionWorker` and `startRun`. */
  get secrets(): SecretKeysOptions {
    return this.#secrets.options;
  }

  /** The same keys as a JWK Set, for a `keySetFile`. */
  get secretKeySet(): { readonly keys: readonly object[] } {
    return this.#secrets.keySet;
  }

  /** Seals with a new key from now on; `secrets` has the earlier ones, too. */
  rotateSecretKey(): void {
    this.#secrets.rotate();
  }

  /** Signs for a run and remembers it, as a click in the catalog does. */
  async sign(asked: TestRun): Promise<SignedRun> {
    const runId = randomUUID();
    const { input, secrets } = await this.#secrets.seal(asked.input, runId);
    const run = { ...asked, input };
    const claims = await claimsOf(run, { runId, ...secrets });
    const statement = await this.#keys.sign(claims);
    this.#ledger.add(claims, { statement, approval: run.approval });
    return { ...run, runId, statement };
  }

  /**
   * Signs that somebody may give an answer now. Nothing is checked: who may not
   * is for the real backend to say.
   * @param lasts - for how many seconds, 60 if left out
   */
  async signAnswer(answer: TestAnswer, lasts = 60): Promise<string> {
    const iat = Math.floor(Date.now() / 1000);
    const { runId, question, by, verdict } = answer;
    return this.#keys.signAnswer({
      ...{ runId, question, answerer: by, verdict, iat, exp: iat + lasts },
      answerDigest: await digestOf(answer.answer),
    });
  }

  /** What a run asked, in the order it did. */
  questionsOf(runId: string): readonly TestQuestion[] {
    return this.#questions.of(runId);
  }

  /** From now on answers this run's admission with a refusal. */
  refuse(runId: string, refusal: Refusal): void {
    this.#ledger.refuse(runId, refusal);
  }

  /** From now on this run's initiator is no longer allowed, when asked again. */
  deny(runId: string, reason: string): void {
    this.#ledger.deny(runId, reason);
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
    switch (`${request.method} ${this.backend.url}${request.url}`) {
      case `GET ${pluginUrl(this.backend, KEY_SET_PATH)}`:
        return respond(response, 200, await this.#keys.published());
      case `POST ${pluginUrl(this.backend, ADMISSIONS_PATH)}`:
        return reply(response, await this.#admit(request));
      case `POST ${pluginUrl(this.backend, AUTHORIZATIONS_PATH)}`:
        return reply(response, await this.#decide(request));
      case `POST ${pluginUrl(this.backend, QUESTIONS_PATH)}`:
        return reply(response, await this.#open(request));
      case `POST ${pluginUrl(this.backend, CLOSED_QUESTIONS_PATH)}`:
        return reply(response, await this.#close(request));
      default:
        return reply(response, { status: 404, message: 'No such route' });
    }
  }

  async #admit(request: IncomingMessage) {
    if (!this.#knows(request)) {
      return UNKNOWN_WORKER;
    }
    const admission = admissionRequestSchema.parse(await json(request));
    await this.#keys.assertSigned(admission.statement);
    return (await this.#ledger.admit(admission)) ?? { admitted: true };
  }

  async #decide(request: IncomingMessage) {
    if (!this.#knows(request)) {
      return UNKNOWN_WORKER;
    }
    const asked = authorizationRequestSchema.parse(await json(request));
    await this.#keys.assertSigned(asked.statement);
    return this.#ledger.decide(asked);
  }

  async #open(request: IncomingMessage) {
    const asked = openQuestionSchema.parse(await json(request));
    const run = this.#ledger.runOf(asked);
    return this.#knows(request) && run
      ? this.#questions.open(run.claims.runId, asked, run.approval)
      : UNKNOWN_WORKER;
  }

  async #close(request: IncomingMessage) {
    const closed = closeQuestionSchema.parse(await json(request));
    const run = this.#ledger.runOf(closed);
    if (!this.#knows(request) || !run) return UNKNOWN_WORKER;
    this.#questions.close(run.claims.runId, closed);
    return { closed: true };
  }

  #knows({ headers }: IncomingMessage): boolean {
    return headers.authorization === `Bearer ${this.#token}`;
  }
}

function reply(response: ServerResponse, answer: Refusal | object) {
  return 'status' in answer
    ? respond(response, answer.status, errorBody(answer))
    : respond(response, 200, answer);
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
