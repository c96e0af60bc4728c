import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import {
  runCancelPermission,
  runReadInputsPermission,
  runReadPermission,
  runStartPermission,
  runTerminatePermission,
} from 'backstage-plugin-temporal-common';
import { aHouse } from '../__testUtils__/aHouse';
import { startTemporal } from '../__testUtils__/temporalServer';
import { createRunConditionalDecision, runConditions } from './runRules';

jest.setTimeout(120_000);

const PAYMENTS_API = 'component:default/payments-api';
const ON_PAYMENTS = `/runs?entityRef=${PAYMENTS_API}`;
const DENY = { result: AuthorizeResult.DENY } as const;
const ALLOW = { result: AuthorizeResult.ALLOW } as const;

const ofAda = runConditions.isInitiator({ refs: ['user:default/ada'] });
const ofPayments = runConditions.isTargetOwner({
  owners: ['group:default/payments'],
});
const migrations = runConditions.hasAction({
  actions: ['action:default/migrate'],
});

describe('the permission framework', () => {
  let temporal: TestWorkflowEnvironment;
  let house: Awaited<ReturnType<typeof aHouse>>;
  let policy: Record<string, PolicyDecision> = {};
  let broken = false;
  let adas: string;

  beforeAll(async () => {
    temporal = await startTemporal();
    house = await aHouse({
      address: temporal.address,
      permissionPolicy: {
        handle: async ({ permission }) => {
          if (broken) throw new Error('The policy has a bug');
          return policy[permission.name] ?? ALLOW;
        },
      },
    });
    const { body } = await house.as('ada').start();
    adas = body.id;
  });

  afterAll(async () => {
    await house?.stop();
    await temporal?.teardown();
  });

  beforeEach(() => {
    policy = {};
    broken = false;
  });

  const idsFor = async (person: string): Promise<string[]> => {
    const { body } = await house.as(person).get(ON_PAYMENTS);
    return body.items.map((run: { id: string }) => run.id);
  };

  it('turns an owner’s yes into a no that names the missing permission', async () => {
    policy = { [runStartPermission.name]: DENY };
    const { status, body } = await house.as('ada').start();
    expect(status).toBe(403);
    expect(body.error.message).toContain('temporal.run.start');
    const offered = await house
      .as('ada')
      .get(`/actions?entityRef=${PAYMENTS_API}`);
    for (const { decision } of offered.body.items) {
      expect(decision.allowed).toBe(false);
    }
  });

  it('never turns a stranger’s no into a yes', async () => {
    const sam = house.as('sam');
    expect((await sam.start()).status).toBe(403);
    const stop = await sam.post(`/runs/${adas}/cancel`, { reason: 'No' });
    expect(stop.status).toBe(403);
    expect(stop.body.error.message).toContain('Only who started the run');
  });

  it('is not asked for machines, whose list in config stands', async () => {
    policy = { [runStartPermission.name]: DENY };
    expect((await house.ci.start()).status).toBe(201);
    expect((await house.machine.start()).status).toBe(403);
  });

  it.each([
    ['who asked for them', ofAda, { ada: true, nina: true }],
    ['whose target they are on', ofPayments, { ada: true, nina: true }],
    ['which action they are of', migrations, { ada: false, nina: false }],
    ['what they are not', { not: ofAda }, { ada: false, nina: false }],
    [
      'all of several things',
      { allOf: [ofAda, { not: migrations }] },
      { ada: true, nina: true },
    ],
    [
      'any of several things',
      { anyOf: [migrations, { not: ofPayments }] },
      { ada: false, nina: false },
    ],
  ] as const)('shows runs by %s', async (_, conditions, sees) => {
    policy = {
      [runReadPermission.name]: createRunConditionalDecision(
        runReadPermission,
        JSON.parse(JSON.stringify(conditions)),
      ),
    };
    for (const [person, seen] of Object.entries(sees)) {
      expect((await idsFor(person)).includes(adas)).toBe(seen);
      const { status } = await house.as(person).get(`/runs/${adas}`);
      expect(status).toBe(seen ? 200 : 403);
    }
  });

  it('that lets nobody see runs is a refusal, not an empty list', async () => {
    policy = { [runReadPermission.name]: DENY };
    const { status, body } = await house.as('ada').get(ON_PAYMENTS);
    expect(status).toBe(403);
    expect(body.error.message).toContain('temporal.run.read');
    const gone = new AbortController();
    const events = await house
      .as('ada')
      .fetch(`/events?entityRef=${PAYMENTS_API}`, gone);
    expect(events.status).toBe(403);
  });

  it('tells no news of a run that may not be seen', async () => {
    policy = {
      [runReadPermission.name]: createRunConditionalDecision(
        runReadPermission,
        ofAda,
      ),
    };
    const gone = new AbortController();
    const events = await house
      .as('ada')
      .fetch(`/events?entityRef=${PAYMENTS_API}`, gone);
    const hidden = await house.as('nina').start();
    const seen = await house.as('ada').start();
    let text = '';
    for await (const chunk of events.body ?? []) {
      text += Buffer.from(chunk).toString();
      if (text.includes(seen.body.id)) break;
    }
    gone.abort();
    expect(text).not.toContain(hidden.body.id);
  });

  it('hides inputs, and takes each way to stop away by itself', async () => {
    policy = {
      [runReadInputsPermission.name]: DENY,
      [runTerminatePermission.name]: createRunConditionalDecision(
        runTerminatePermission,
        { not: ofPayments },
      ),
    };
    const { body } = await house.as('nina').get(`/runs/${adas}`);
    expect(body.payloads).toMatchObject({
      visible: false,
      decision: { reason: expect.stringContaining('temporal.run.read-inputs') },
    });
    expect(body.mayStop).toMatchObject({
      cancel: { allowed: true },
      terminate: {
        allowed: false,
        reason: expect.stringContaining('temporal.run.terminate'),
      },
    });
    policy[runCancelPermission.name] = DENY;
    const reason = { reason: 'Stop' };
    for (const verb of ['cancel', 'terminate']) {
      const stop = await house.as('ada').post(`/runs/${adas}/${verb}`, reason);
      expect(stop.status).toBe(403);
    }
  });

  it('that fails decides nothing, so nothing is started or shown', async () => {
    broken = true;
    expect((await house.as('ada').start()).status).toBe(503);
    expect((await house.as('ada').get(`/runs/${adas}`)).status).toBe(503);
    expect((await house.as('ada').get(ON_PAYMENTS)).status).toBe(503);
  });

  it('that answers with a rule nobody knows decides nothing either', async () => {
    policy = {
      [runReadPermission.name]: createRunConditionalDecision(
        runReadPermission,
        { ...ofAda, rule: 'IS_NICE' },
      ),
    };
    expect((await house.as('ada').get(ON_PAYMENTS)).status).toBe(503);
  });
});
