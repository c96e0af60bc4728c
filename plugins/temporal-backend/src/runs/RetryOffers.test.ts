import type { ActionSpec, Decision } from 'backstage-plugin-temporal-common';
import { aRun } from '../__testUtils__/aRun';
import { entities } from '../__testUtils__/people';
import { greeting } from '../__testUtils__/startRules';
import { ActionInputs } from '../actions/ActionInputs';
import { RunInputs } from '../secrets/RunInputs';
import { RunSecrets } from '../secrets/RunSecrets';
import { ApprovalRules } from '../approvals/ApprovalRules';
import type { ApprovalDemand } from '../policy/rights';
import type { PlannedRetry } from './RetryPlans';
import { RetryOffers } from './RetryOffers';
import type { LedgerRun } from './RunLedger';

const target = entities.find(
  ({ metadata }) => metadata.name === 'payments-api',
);
const who = {
  initiator: { kind: 'user', entityRef: 'user:default/ada' },
} as const;
const named = { type: 'object', properties: { name: { type: 'string' } } };
const allowed: Decision = { allowed: true };
const planned: PlannedRetry = {
  plan: { from: 'failed-step', step: 'apply', again: [] },
  point: { temporalRunId: 'x', eventId: 4 },
};

function offer(
  state: {
    readonly run?: Partial<LedgerRun>;
    readonly action?: Partial<ActionSpec>;
    readonly gone?: boolean;
    readonly demands?: readonly ApprovalDemand[];
    readonly keyDropped?: boolean;
    readonly may?: Decision;
    readonly planned?: PlannedRetry;
  } = {},
) {
  const run: LedgerRun = {
    ...aRun(),
    version: 1,
    workflowId: 'w',
    verified: true,
    status: 'failed',
    closedAt: new Date(),
    observedAt: new Date(),
    ...state.run,
  };
  const action = greeting({ input: named, ...state.action });
  const offers = new RetryOffers({
    actions: { get: async () => (state.gone ? undefined : action) },
    approvals: new ApprovalRules(state.demands ?? []),
    runInputs: new RunInputs({
      inputs: new ActionInputs(),
      secrets: new RunSecrets(undefined),
    }),
    keys: { has: async () => !state.keyDropped },
    plans: { of: async () => state.planned ?? planned },
    policy: { mayRetry: async () => state.may ?? allowed },
  });
  return offers.of({ run, target, who });
}

const demand = {
  targets: { kind: 'component' },
  approvers: ['group:default/security'],
};
const gate = { required: true, why: 'Every run needs one.' } as const;
const terms = { who: {}, quorum: 1, lastsMs: 1, reasonRequired: false };

describe('what is offered of a run that ended', () => {
  it.each(['failed', 'timed-out', 'cancelled', 'terminated'] as const)(
    'is to retry it when it is %s',
    async status => {
      expect(await offer({ run: { status } })).toEqual({
        decision: allowed,
        plan: { from: 'failed-step', step: 'apply', again: [] },
      });
    },
  );

  it.each(['succeeded', 'rejected', 'expired', 'withdrawn'] as const)(
    'is nothing when it is %s',
    async status => {
      expect(await offer({ run: { status } })).toBeUndefined();
    },
  );

  it('is nothing when it was started elsewhere', async () => {
    expect(await offer({ run: { verified: false } })).toBeUndefined();
  });

  it.each([
    [
      'the caller may not',
      { may: { allowed: false, reason: 'No', ask: [] } },
      'No',
    ],
    ['the action is gone', { gone: true }, 'is not in the catalog any more'],
    [
      'the action is for others now',
      { action: { targets: { kind: 'api' } } },
      'no longer for component:default/payments-api',
    ],
    [
      'the action starts another workflow now',
      { action: { workflowType: 'wave' } },
      'was changed since',
    ],
    [
      'the action uses another queue now',
      { action: { taskQueue: 'elsewhere' } },
      'was changed since',
    ],
    [
      'the action wants other inputs now',
      { action: { input: { type: 'object', properties: {} } } },
      'was changed since',
    ],
    [
      'it had an approval',
      { run: { approval: { ...gate, terms } } },
      'Needs an approval anew: run it again',
    ],
    [
      'it needs an approval by now',
      { demands: [demand] },
      'Needs an approval anew: run it again',
    ],
    [
      'its key was dropped',
      { keyDropped: true },
      'no worker would go on with it. Run it again instead',
    ],
    [
      'there is no way back',
      { planned: { refused: 'Temporal no longer knows what it did.' } },
      'It can’t go on: Temporal no longer knows what it did. Run it again',
    ],
  ])('says why not, when %s', async (_, state, reason) => {
    expect(await offer(state)).toEqual({
      decision: {
        allowed: false,
        reason: expect.stringContaining(reason),
        ask: expect.anything(),
      },
    });
  });
});
