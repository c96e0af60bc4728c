import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BackendClient } from '../admission/BackendClient';
import { claimsOf } from '../testing/TestRun';
import { authorize } from './authorize';
import { onBehalfOf } from './run';

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const saying = (message: string) => ({ error: { name: 'Error', message } });

describe('to the question whether a run may still go on', () => {
  let server: Server;
  let answer: Answer;
  let asked: unknown;

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      const chunks = await request.toArray();
      asked = {
        address: `${request.method} ${request.url}`,
        token: request.headers.authorization,
        body: JSON.parse(Buffer.concat(chunks).toString()),
      };
      response.writeHead(answer.status).end(JSON.stringify(answer.body));
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    await new Promise(resolve => server.close(resolve));
  });

  const asking = async (scheduledAgoMs = 0) => {
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}`;
    const served = {
      admitted: true as const,
      claims: await claimsOf({ workflowType: 'effect' }),
      statement: 'a.signed.statement',
      client: new BackendClient({ url, token: 'secret' }),
    };
    const activity = new MockActivityEnvironment(
      {
        namespace: 'production',
        scheduledTimestampMs: Date.now() - scheduledAgoMs,
      },
      { logger: new DefaultLogger('ERROR') },
    );
    return activity.run(() =>
      onBehalfOf(served, () => authorize('apply-migration')),
    );
  };

  it('yes lets the activity go on', async () => {
    answer = { status: 200, body: { allowed: true } };

    await expect(asking()).resolves.toBeUndefined();
    expect(asked).toEqual({
      address: 'POST /api/temporal/authorizations',
      token: 'Bearer secret',
      body: {
        statement: 'a.signed.statement',
        namespace: 'production',
        scope: 'apply-migration',
      },
    });
  });

  it.each([
    [200, { allowed: false, reason: 'You left', ask: [] }, 'You left'],
    [409, saying('This run is over'), 'This run is over'],
    [400, saying('scope must be lower-case'), 'scope must be lower-case'],
  ])('%i %j is no for good', async (status, body, message) => {
    answer = { status, body };

    await expect(asking()).rejects.toMatchObject({
      type: 'NotAllowedError',
      nonRetryable: true,
      message,
    });
  });

  it.each([
    [200, { allowed: 'yes' }, 'answered 200'],
    [401, saying('Who?'), "does not accept this worker's token (Who?)"],
    [403, saying('Not you'), "does not accept this worker's token (Not you)"],
    [404, '', 'answered 404'],
    [429, saying('Too many'), 'answered 429 (Too many)'],
    [500, saying('Oh'), 'answered 500 (Oh)'],
    [503, '<html>', 'answered 503'],
  ])('%i %j is no for now', async (status, body, trouble) => {
    answer = { status, body };

    await expect(asking()).rejects.toMatchObject({
      type: 'AuthorizationUnavailable',
      nonRetryable: false,
      message: expect.stringContaining(trouble),
    });
    await expect(asking(4 * 60_000)).rejects.toMatchObject({
      nonRetryable: false,
    });
    await expect(asking(5 * 60_000)).rejects.toMatchObject({
      type: 'AuthorizationUnavailable',
      nonRetryable: true,
      message: expect.stringMatching(
        /^Nobody could say within 300 s whether user:default\/ada/,
      ),
    });
  });
});
