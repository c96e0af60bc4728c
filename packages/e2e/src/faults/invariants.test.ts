import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type {
  AuditRecord,
  Run,
  RunDetail,
} from 'backstage-plugin-temporal-common';
import { Dice } from './Dice.ts';
import { checkCounts } from './effectInvariants.ts';
import { longPlan, nameOf, shortPlan } from './faultPlan.ts';
import { Findings } from './Findings.ts';
import type { AskedRun } from './Journal.ts';
import {
  checkApprovals,
  checkAudit,
  checkChains,
  checkRequests,
} from './ledgerInvariants.ts';

const AT = '2026-11-25T10:00:00.000Z';

const row = {
  id: 'one',
  status: 'succeeded',
  attempt: 1,
  startedAt: AT,
  closedAt: AT,
} as Run;

const asked: AskedRun = {
  kind: 'count',
  by: 'ada',
  entityRef: 'component:default/stock-api',
  requestKey: 'key',
  label: 'label',
  steps: 2,
  runId: 'one',
  expected: 'succeeded',
};

const chain = { firsts: new Set(['a']), status: 'COMPLETED' };
const record = { run: 'one', event: 'run-start', at: AT } as AuditRecord;

/** How many findings of each kind a check makes. */
function found(check: (findings: Findings) => void): readonly number[] {
  const findings = new Findings();
  check(findings);
  return [
    findings.of('lost'),
    findings.of('doubled'),
    findings.of('wrong'),
  ].map(({ length }) => length);
}

const LOST = [1, 0, 0];
const DOUBLED = [0, 1, 0];
const WRONG = [0, 0, 1];
const NOTHING = [0, 0, 0];

describe('what is found after faults', () => {
  const requests = (rows: readonly Run[]) =>
    found(findings => checkRequests(findings, [asked], rows));

  it('is a request without a row, a row without one, another end', () => {
    assert.deepEqual(requests([row]), NOTHING);
    assert.deepEqual(requests([]), LOST);
    assert.deepEqual(requests([row, { ...row, id: 'two' }]), DOUBLED);
    assert.deepEqual(requests([{ ...row, status: 'failed' }]), WRONG);
  });

  const chains = (
    rows: readonly Run[],
    all: Parameters<typeof checkChains>[2],
  ) => found(findings => checkChains(findings, rows, all));

  it('is a row that Temporal does not know, or twice, or otherwise', () => {
    const two = { ...chain, firsts: new Set(['a', 'b']) };
    const failed = { ...chain, status: 'FAILED' };
    const open = { ...row, closedAt: undefined };
    assert.deepEqual(chains([row], new Map([['one', chain]])), NOTHING);
    assert.deepEqual(chains([row], new Map()), LOST);
    assert.deepEqual(chains([], new Map([['one', chain]])), LOST);
    assert.deepEqual(chains([row], new Map([['one', two]])), DOUBLED);
    assert.deepEqual(chains([row], new Map([['one', failed]])), WRONG);
    assert.deepEqual(chains([open], new Map([['one', chain]])), WRONG);
  });

  const audit = (
    outages: readonly { from: number; to: number }[],
    more: object,
  ) =>
    found(findings =>
      checkAudit(findings, { rows: [row], outages }, [
        { ...record, outcome: 'succeeded' },
        { ...record, outcome: 'pending', ...more },
      ]),
    );

  it('is a record without an outcome, unless a crash explains it', () => {
    const at = Date.parse(AT);
    assert.deepEqual(audit([], {}), WRONG);
    assert.deepEqual(audit([{ from: at - 1, to: at + 1 }], {}), NOTHING);
    assert.deepEqual(audit([], { outcome: 'failed' }), NOTHING);
    const unrecorded = found(findings =>
      checkAudit(findings, { rows: [row], outages: [] }, []),
    );
    assert.deepEqual(unrecorded, LOST);
  });

  it('is a step that was done too seldom or too often', () => {
    const counted = (times: number) =>
      found(findings => {
        const effects = Array.from({ length: times }, () => ({
          label: 'label',
        }));
        checkCounts(findings, [asked], effects);
      });
    assert.deepEqual([1, 2, 3].map(counted), [LOST, NOTHING, DOUBLED]);
  });

  it('is an approval by who asked', () => {
    const approvedBy = (by: string) =>
      found(findings => {
        const answers = [{ by, at: AT, verdict: 'approve' }];
        const approval = { kind: 'approval', quorum: 1, answers };
        const initiator = { kind: 'user', entityRef: 'user:default/ada' };
        const run = { ...row, initiator, questions: [approval] };
        checkApprovals(findings, [run as unknown as RunDetail]);
      });
    assert.deepEqual(approvedBy('user:default/sofia'), NOTHING);
    assert.deepEqual(approvedBy('user:default/ada'), WRONG);
  });
});

describe('the plan of faults', () => {
  const names = (seed: number) =>
    shortPlan(new Dice(seed), 'sqlite').map(nameOf);

  it('is the same for the same seed, and another for another', () => {
    assert.deepEqual(names(6), names(6));
    assert.notDeepEqual(names(6), names(7));
  });

  it('has every process killed before anything comes a third time', () => {
    const seen: string[] = [];
    for (const fault of longPlan(new Dice(1), ['worker', 'postgres'])) {
      if (seen.filter(name => name === nameOf(fault)).length === 2) break;
      seen.push(nameOf(fault));
    }
    for (const kind of ['kill worker', 'kill postgres']) {
      assert.ok(seen.includes(kind), `${kind} never came`);
    }
  });
});
