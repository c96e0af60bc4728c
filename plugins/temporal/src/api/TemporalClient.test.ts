import { newsText } from '../testing/EventStream';
import { HttpBackend, failure } from '../testing/HttpBackend';
import { aRun, PAYMENTS } from '../testing/builders';
import { until } from '../testing/until';
import type { StreamEvent } from './TemporalApi';
import { TemporalClient } from './TemporalClient';
import { fieldErrorsOf, isDefiniteRefusal, messageOf } from './requestErrors';

const request = {
  action: 'action:default/migrate',
  entityRef: PAYMENTS,
  input: { to: '3' },
  requestKey: 'key-00000001',
};

function aClient() {
  const backend = new HttpBackend();
  return { backend, client: new TemporalClient(backend) };
}

async function refusalOf(answer: Response): Promise<Error> {
  const { backend, client } = aClient();
  backend.answer('POST /runs', () => answer);
  return client.startRun(request).then(
    () => new Error('The request was not refused'),
    error => error,
  );
}

describe('TemporalClient', () => {
  it('asks for one page of runs', async () => {
    const { backend, client } = aClient();
    backend.runs = [aRun()];
    const page = await client.listRuns({ entityRef: PAYMENTS, limit: 5 });
    expect(page.items).toEqual([aRun()]);
    const [{ query }] = backend.asked('GET /runs');
    expect(Object.fromEntries(query)).toEqual({
      entityRef: PAYMENTS,
      limit: '5',
    });
  });

  it('sends what to start as JSON and gives back the run', async () => {
    const { backend, client } = aClient();
    backend.answer('POST /runs', () => Response.json(aRun(), { status: 201 }));
    await expect(client.startRun(request)).resolves.toEqual(aRun());
    expect(backend.asked('POST /runs')[0].body).toEqual(request);
  });

  it('tells a refusal in the words of the backend, field by field', async () => {
    const fields = [{ path: '/input/to', message: 'must be a version' }];
    const error = await refusalOf(
      failure(400, {
        name: 'InputError',
        message: 'The input does not fit',
        fields,
      }),
    );
    expect(messageOf(error)).toBe('The input does not fit');
    expect(fieldErrorsOf(error)).toEqual(fields);
  });

  it.each([
    [400, 'InputError', true],
    [403, 'NotAllowedError', true],
    [404, 'NotFoundError', true],
    [409, 'ConflictError', true],
    [401, 'AuthenticationError', false],
    [429, 'TooManyRequestsError', false],
    [500, 'TypeError', false],
    [503, 'ServiceUnavailableError', false],
  ])(
    'takes %i %s for a definite refusal: %s',
    async (status, name, definite) => {
      const error = await refusalOf(failure(status, { name, message: 'No' }));
      expect(isDefiniteRefusal(error)).toBe(definite);
    },
  );

  it('takes no 404 of a Backstage that is still starting for a refusal', async () => {
    const error = await refusalOf(new Response('', { status: 404 }));
    expect(isDefiniteRefusal(error)).toBe(false);
  });

  it('reads events however they are cut into chunks', async () => {
    const { backend, client } = aClient();
    const seen: (readonly StreamEvent[])[] = [];
    const reading = (async () => {
      const stop = new AbortController();
      const query = { entityRef: PAYMENTS, cursor: 7 };
      for await (const events of client.readEvents(query, stop.signal)) {
        seen.push(events);
      }
    })();
    await until(() => backend.streams.length === 1);
    const { stream } = backend;
    expect(stream.query.get('cursor')).toBe('7');
    stream.ready(7);
    stream.write(':\n\n');
    const text = newsText('run-1', 8);
    stream.write(text.slice(0, 20));
    stream.write(text.slice(20) + newsText('run-2', 9));
    stream.end();
    await reading;
    expect(seen).toEqual([
      [{ kind: 'ready', cursor: 7 }],
      [],
      [],
      [
        { kind: 'news', cursor: 8, news: { runId: 'run-1', version: 8 } },
        { kind: 'news', cursor: 9, news: { runId: 'run-2', version: 9 } },
      ],
    ]);
  });

  it('lets go of the stream when it is no longer wanted', async () => {
    const { backend, client } = aClient();
    const stop = new AbortController();
    const events = client.readEvents({ entityRef: PAYMENTS }, stop.signal);
    const first = events.next();
    await until(() => backend.streams.length === 1);
    stop.abort();
    await expect(first).rejects.toThrow('Aborted');
    expect(backend.stream.closed).toBe(true);
  });
});
