import type { Decision, Initiator } from 'backstage-plugin-temporal-common';
import { aPolicy } from '../__testUtils__/aPolicy';
import { aRun } from '../__testUtils__/aRun';
import { anEntity } from '../__testUtils__/people';
import type { LedgerRun } from '../runs/RunLedger';
import { factsOf } from './runRules';

const target = anEntity(
  'Component:payments-api',
  {},
  { ownedBy: ['group:default/payments'] },
);

const sam: Initiator = { kind: 'user', entityRef: 'user:default/sam' };
const ada: Initiator = { kind: 'user', entityRef: 'user:default/ada' };
const ci: Initiator = { kind: 'service', subject: 'external:ci' };

/** A run that was started elsewhere, in somebody's name, and one that was not. */
function runOf(initiator: Initiator, verified = false): LedgerRun {
  const run = aRun({ initiator });
  return {
    ...run,
    verified,
    workflowId: 'by hand',
    version: 1,
    attempt: 1,
    status: 'running',
    firstExecutionRunId: run.id,
    observedAt: new Date(),
  };
}

async function rightsOf(initiator: Initiator, run: LedgerRun) {
  const policy = aPolicy();
  const who = await policy.identify({ initiator });
  const { cancel, terminate } = await policy.mayStop(who, run, target);
  const question = { kind: 'question', who: { owners: true } } as const;
  const decisions: Record<string, Decision> = {
    see: await policy.maySee(who, run, undefined),
    inputs: await policy.maySeePayloads(who, run, target),
    cancel,
    terminate,
    answer: await policy.mayAnswer(who, run, question),
    withdraw: await policy.mayWithdraw(who, run),
  };
  return Object.keys(decisions).filter(right => decisions[right].allowed);
}

describe('a run that was started elsewhere', () => {
  it('gives nothing to whose name it took', async () => {
    expect(await rightsOf(sam, runOf(sam))).toEqual([]);
    expect(await rightsOf(ci, runOf(ci))).toEqual([]);
    expect(await rightsOf(sam, runOf(sam, true))).toEqual([
      ...['see', 'inputs', 'cancel', 'withdraw'],
    ]);
  });

  it('can be looked into and stopped by the owners of its target', async () => {
    expect(await rightsOf(ada, runOf(sam))).toEqual([
      ...['inputs', 'cancel', 'terminate'],
    ]);
  });

  it('tells who may, without those who say that they started it', async () => {
    const policy = aPolicy();
    const who = await policy.identify({ initiator: sam });
    const { cancel } = await policy.mayStop(who, runOf(sam), target);
    expect(cancel).toMatchObject({
      reason: 'Only the owners of component:default/payments-api may cancel it',
      ask: ['group:default/payments'],
    });
  });

  it('has no initiator that a rule could be about', () => {
    expect(factsOf(runOf(sam)).initiator).toBeUndefined();
    expect(factsOf(runOf(sam, true)).initiator).toBe('user:default/sam');
  });
});
