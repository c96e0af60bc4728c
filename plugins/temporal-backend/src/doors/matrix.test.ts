import { mockServices } from '@backstage/backend-test-utils';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { aGateWorker, anAdmissionOf } from '../__testUtils__/aGate';
import { aHouse, aStart, WORKER, type Person } from '../__testUtils__/aHouse';
import { aCrowd, READERS } from '../__testUtils__/aCrowd';
import { callers, matrix } from '../__testUtils__/matrix';
import { routesOf } from '../__testUtils__/routesOf';
import { startTemporal } from '../__testUtils__/temporalServer';
import { createHttpDoor } from './httpDoor';

jest.setTimeout(120_000);

/** Who may see what went in and what came out, of those who see the run. */
const seeInputs = {
  payments: ['ada', 'nina', 'fay'],
  orders: ['sam'],
};

type Team = 'payments' | 'orders';
const teams: readonly Team[] = ['payments', 'orders'];

describe('every caller at every endpoint', () => {
  const crowd = aCrowd();
  let temporal: TestWorkflowEnvironment;
  let house: Awaited<ReturnType<typeof aHouse>>;
  let gate: Awaited<ReturnType<typeof aGateWorker>>;

  beforeAll(async () => {
    temporal = await startTemporal();
    const machine = (subject: string, team: Team) => ({
      subject,
      actsFor: [`group:default/${team}`],
      actions: ['action:default/greet'],
    });
    house = await aHouse({
      address: temporal.address,
      catalog: crowd.catalog,
      temporal: {
        clusters: [
          { address: temporal.address, jwt: { audience: 'temporal' } },
        ],
        workers: [
          {
            subject: WORKER,
            namespaces: ['default'],
            tokens: { issuedTo: ['external:ci'] },
          },
        ],
        machines: [
          machine('external:ci', 'payments'),
          machine('external:agent', 'orders'),
        ],
        audit: { readers: READERS },
        // It starts a run for nearly every cell.
        limits: { startsPerMinute: 100_000 },
      },
    });
    gate = await aGateWorker(temporal, house.worker);
  });

  afterAll(async () => {
    await gate?.stop();
    await house?.stop();
    await temporal?.teardown();
  });

  function personOf(caller: string): Person {
    switch (caller) {
      case 'nobody':
        return house.nobody;
      case 'worker':
        return house.service(WORKER);
      case 'ci':
      case 'agent':
      case 'stray':
        return house.service(`external:${caller}`);
      default:
        return house.as(caller);
    }
  }

  const entityOf = (team: Team) => `component:default/${team}-api`;

  /** A run on the team's service: of the former owner, or of the owner. */
  async function aRunOn(team: Team, name = 'greet'): Promise<string> {
    const entityRef = entityOf(team);
    const action = `action:default/${name}`;
    const initiator = team === 'payments' ? 'fay' : 'sam';
    crowd.moveFay('payments');
    const { body } = await house
      .as(initiator)
      .start({ entityRef, action })
      .expect(201);
    crowd.moveFay('elsewhere');
    return body.id;
  }

  /** A run whose gate asks for its approval. */
  async function aWaitingRunOn(team: Team): Promise<string> {
    const runId = await aRunOn(team, 'guarded');
    for (;;) {
      const { body } = await house.as('pat').get(`/runs/${runId}`);
      if (body.questions.length > 0) return runId;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }

  async function admissionOn(team: Team) {
    return anAdmissionOf(temporal, await aRunOn(team), 'greet');
  }

  /** What an admitted run says when it asks. */
  async function askingOn(team: Team) {
    const admission = await admissionOn(team);
    await house.worker.post('/admissions', admission).expect(200);
    const { namespace, statement, workflowId } = admission;
    return { namespace, statement, workflowId };
  }

  async function statusOfStream(person: Person, path: string) {
    const gone = new AbortController();
    const { status } = await person.fetch(path, gone);
    gone.abort();
    return { status };
  }

  const question = {
    key: 'go-on',
    title: 'Go on?',
    schema: { type: 'object' },
    who: { owners: true },
  };
  const stopping = { reason: 'The matrix asks' };

  /** Does at an endpoint what it is for. */
  const asks: Record<
    string,
    (person: Person, team: Team) => Promise<{ status: number }>
  > = {
    'GET /actions': async (person, team) =>
      person.get(`/actions?entityRef=${entityOf(team)}`),
    'GET /runs': async (person, team) =>
      person.get(`/runs?entityRef=${entityOf(team)}`),
    'GET /runs/export': async (person, team) =>
      person.get(`/runs/export?format=jsonl&entityRef=${entityOf(team)}`),
    'GET /runs/figures': async person => person.get('/runs/figures'),
    'GET /events': async (person, team) =>
      statusOfStream(person, `/events?entityRef=${entityOf(team)}`),
    'GET /runs/:runId': async (person, team) =>
      person.get(`/runs/${await aRunOn(team)}`),
    'GET /runs/:runId/payloads': async (person, team) =>
      person.get(`/runs/${await aRunOn(team)}/payloads`),
    'POST /codec/decode': async person =>
      person.post('/codec/decode', { payloads: [] }),
    'POST /runs': async (person, team) =>
      person.start({ entityRef: entityOf(team) }),
    'POST /runs/:runId/cancel': async (person, team) =>
      person.post(`/runs/${await aRunOn(team)}/cancel`, stopping),
    'POST /runs/:runId/terminate': async (person, team) =>
      person.post(`/runs/${await aRunOn(team)}/terminate`, stopping),
    'POST /runs/:runId/pause': async (person, team) =>
      person.post(`/runs/${await aRunOn(team)}/pause`, stopping),
    'POST /runs/:runId/unpause': async (person, team) =>
      person.post(`/runs/${await aRunOn(team)}/unpause`, stopping),
    'POST /runs/:runId/retry': async (person, team) => {
      const runId = await aRunOn(team);
      await temporal.client.workflow.getHandle(runId).terminate();
      const body = { ...stopping, attempt: 1 };
      return person.post(`/runs/${runId}/retry`, body);
    },
    'POST /admissions': async (person, team) =>
      person.post('/admissions', await admissionOn(team)),
    'POST /authorizations': async (person, team) => {
      const admission = await admissionOn(team);
      await house.worker.post('/admissions', admission).expect(200);
      const { statement, namespace } = admission;
      const request = { statement, namespace, scope: 'greet' };
      return person.post('/authorizations', request);
    },
    'GET /questions': async person => person.get('/questions?box=to-answer'),
    'POST /runs/:runId/questions/:key/answers': async (person, team) => {
      const runId = await aWaitingRunOn(team);
      const answer = { decision: 'approve' };
      const path = `/runs/${runId}/questions/approval/answers`;
      return person.post(path, { answer });
    },
    'POST /runs/:runId/withdraw': async (person, team) =>
      person.post(`/runs/${await aWaitingRunOn(team)}/withdraw`, stopping),
    'POST /questions': async (person, team) =>
      person.post('/questions', { ...(await askingOn(team)), question }),
    'POST /questions/close': async (person, team) => {
      const asking = await askingOn(team);
      await house.worker.post('/questions', { ...asking, question });
      const { workflowId: _, ...run } = asking;
      const end = { question: question.key, outcome: 'answered' };
      return person.post('/questions/close', { ...run, ...end });
    },
    'GET /audit': async (person, team) =>
      person.get(`/audit?entityRef=${entityOf(team)}`),
    'GET /audit/export': async (person, team) =>
      person.get(`/audit/export?format=jsonl&entityRef=${entityOf(team)}`),
    'POST /worker-tokens': async person =>
      person.post('/worker-tokens', { worker: WORKER }),
    'GET /.well-known/temporal-jwks.json': async person =>
      person.get('/.well-known/temporal-jwks.json'),
    'GET /health': async person => person.get('/health'),
    'GET /.well-known/jwks.json': async person =>
      person.get('/.well-known/jwks.json'),
  };

  it('is in the matrix', () => {
    // Only its routes are looked at; nothing behind them is asked.
    const unasked = {} as never;
    const router = createHttpDoor({
      runs: unasked,
      keys: unasked,
      issuers: unasked,
      health: unasked,
      meters: unasked,
      uiOrigins: [],
      httpAuth: mockServices.httpAuth(),
    });
    const routes = routesOf(router).sort();
    expect(routes).toEqual(Object.keys(matrix).sort());
    expect(routes).toEqual(Object.keys(asks).sort());
    for (const row of Object.values(matrix).flat()) {
      expect(row.split(' ')).toHaveLength(callers.length);
    }
  });

  const cells = Object.entries(matrix).flatMap(([route, rows]) =>
    callers.map((caller, column) => ({
      route,
      caller,
      expected: rows.map(row => Number(row.split(' ')[column])),
    })),
  );

  it.each(cells)(
    '$route answers $caller with $expected',
    async ({ route, caller, expected }) => {
      const person = personOf(caller);
      for (const [i, team] of teams.entries()) {
        const answer = await asks[route](person, team);
        expect(answer.status).toBe(expected[i]);
      }
    },
  );

  const denials = () =>
    house.recorded.filter(({ meta }) => meta.outcome === 'denied').length;

  it.each(cells.filter(({ expected }) => expected.includes(403)))(
    '$route denied to $caller is one record',
    async ({ route, caller, expected }) => {
      for (const [i, team] of teams.entries()) {
        if (expected[i] !== 403) continue;
        const before = denials();
        await asks[route](personOf(caller), team);
        expect(denials() - before).toBe(1);
      }
    },
  );

  it.each(teams)(
    'inputs of %s are for its owners and initiator',
    async team => {
      for (const caller of callers) {
        const answer = await personOf(caller).get(
          `/runs/${await aRunOn(team)}`,
        );
        if (answer.status !== 200) continue;
        const visible = seeInputs[team].includes(caller);
        expect({ caller, visible: answer.body.payloads.visible }).toEqual({
          caller,
          visible,
        });
      }
    },
  );

  it('a start names nobody but its caller, whatever its body says', async () => {
    for (const name of [
      'initiator',
      'caller',
      'status',
      'approver',
      'owners',
    ]) {
      const body = { ...aStart(), [name]: 'user:default/pat' };
      const answer = await house.as('ada').post('/runs', body);
      expect(answer.status).toBe(400);
      expect(answer.body.error.message).toContain(`/${name}`);
    }
  });
});
