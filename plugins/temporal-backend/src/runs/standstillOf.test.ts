import type {
  RunQuestion,
  TimelineItem,
} from 'backstage-plugin-temporal-common';
import { aRun } from '../__testUtils__/aRun';
import type { LedgerRun } from './RunLedger';
import { standstillOf, type Sight } from './standstillOf';

const seen = new Date('2026-11-25T10:00:00Z');
const lastPoll = new Date('2026-11-25T09:55:00Z');
const unpolled = { queue: 'payments', since: lastPoll };
const stop = {
  verb: 'cancel',
  by: 'user:default/nina',
  reason: 'Wrong database',
  at: seen.toISOString(),
} as const;

function open(rest: Partial<LedgerRun> = {}): LedgerRun {
  const run = aRun();
  return {
    ...run,
    workflowId: run.id,
    verified: true,
    version: 1,
    attempt: 1,
    status: 'running',
    observedAt: seen,
    ...rest,
  };
}

function step(rest: Partial<TimelineItem>): TimelineItem {
  return {
    id: '1',
    kind: 'activity',
    name: 'applyMigration',
    status: 'running',
    scheduledAt: seen.toISOString(),
    attempt: 1,
    ...rest,
  };
}

const failing = step({
  summary: 'Apply 0002',
  status: 'retrying',
  attempt: 4,
  failure: { message: 'database is locked' },
  nextAttemptAt: '2026-11-25T10:02:00.000Z',
});

const question: RunQuestion = {
  key: 'go-on',
  kind: 'question',
  title: 'Promote?',
  schema: {},
  who: ['group:default/payments'],
  quorum: 1,
  reasonRequired: false,
  askedAt: seen.toISOString(),
  deadline: '2026-11-25T11:00:00.000Z',
  answers: [],
  mayAnswer: { allowed: true },
  notified: { done: true },
};

function sight(rest: Partial<Sight> & { readonly gone?: boolean } = {}): Sight {
  const { gone, ...known } = rest;
  const timeline = known.timeline ?? [];
  const live = { status: 'running', timeline } as const;
  return {
    live: gone ? { ...live, unpolled } : live,
    timeline,
    questions: [],
    ...known,
  };
}

describe('why a run stands still', () => {
  it('is nothing while it moves, and nothing once it is over', () => {
    expect(standstillOf(open(), sight())).toBeUndefined();
    const over = open({ status: 'failed', closedAt: seen });
    expect(standstillOf(over, sight({ timeline: [failing] }))).toBeUndefined();
  });

  it('is that Temporal has not answered', () => {
    expect(standstillOf(open({ status: 'requested' }), sight())).toEqual({
      kind: 'requested',
    });
  });

  it('is who paused it, or that somebody did elsewhere', () => {
    const pause = { by: 'user:default/nina', reason: 'Wait', at: stop.at };
    expect(standstillOf(open({ status: 'paused', pause }), sight())).toEqual({
      kind: 'paused',
      by: 'user:default/nina',
      reason: 'Wait',
      since: stop.at,
    });
    expect(standstillOf(open({ status: 'paused' }), sight())).toEqual({
      kind: 'paused',
    });
  });

  it('is a queue without a worker, since its last poll', () => {
    const queued = open({ status: 'queued' });
    const known = { kind: 'no-worker', taskQueue: 'payments', gate: false };
    expect(standstillOf(queued, sight({ gone: true }))).toEqual({
      ...known,
      since: lastPoll.toISOString(),
    });
    expect(standstillOf(queued, sight({ live: undefined }))).toEqual(known);
  });

  it('is a step that failed as often as it was tried', () => {
    const retrying = open({ status: 'retrying' });
    expect(standstillOf(retrying, sight({ timeline: [failing] }))).toEqual({
      kind: 'retrying',
      step: 'Apply 0002',
      attempt: 3,
      failure: { message: 'database is locked' },
      nextAttemptAt: '2026-11-25T10:02:00.000Z',
    });
  });

  it('is people who were asked, an approval before all else', () => {
    const waiting = open({ status: 'waiting-for-answer' });
    const closed = { ...question, outcome: 'answered' } as const;
    expect(
      standstillOf(waiting, sight({ questions: [closed, question] })),
    ).toEqual({
      kind: 'waiting',
      question: 'go-on',
      title: 'Promote?',
      approval: false,
      who: ['group:default/payments'],
      deadline: '2026-11-25T11:00:00.000Z',
    });
    const approval = { ...question, kind: 'approval', key: 'yes' } as const;
    expect(
      standstillOf(waiting, sight({ questions: [question, approval] })),
    ).toMatchObject({ question: 'yes', approval: true });
  });

  it('is who told it to stop, and what rolls back just now', () => {
    const stopping = open({ status: 'stopping', stop });
    const timeline = [
      failing,
      step({ name: 'cleanUp', afterStop: true, endedAt: seen.toISOString() }),
      step({ summary: 'Take back 0001', afterStop: true }),
      step({ kind: 'timer', name: 'Timer', afterStop: true }),
    ];
    expect(standstillOf(stopping, sight({ timeline }))).toEqual({
      kind: 'stopping',
      by: 'user:default/nina',
      reason: 'Wrong database',
      step: 'Take back 0001',
    });
  });

  it.each<readonly [string, Partial<LedgerRun>, Partial<Sight>]>([
    ['an open question', { status: 'queued' }, { questions: [question] }],
    ['a retry that is due', { status: 'queued' }, { timeline: [failing] }],
    ['a stop that nobody hears', { status: 'stopping', stop }, {}],
  ])('is a missing worker rather than %s', (_, run, known) => {
    expect(standstillOf(open(run), sight({ ...known, gone: true }))).toEqual(
      expect.objectContaining({ kind: 'no-worker' }),
    );
  });

  it('is a missing Temporal rather than anything behind it', () => {
    const unknown = open({ status: 'unknown', stop });
    const all = sight({
      gone: true,
      timeline: [failing],
      questions: [question],
    });
    expect(standstillOf(unknown, all)).toEqual({
      kind: 'unreachable',
      lastSeen: seen.toISOString(),
    });
  });

  it('is an error rather than people who were asked meanwhile', () => {
    const both = sight({ timeline: [failing], questions: [question] });
    expect(standstillOf(open({ status: 'retrying' }), both)).toMatchObject({
      kind: 'retrying',
    });
  });

  it('is a gate that nobody serves', () => {
    const queue = 'temporal-gate';
    const timeline: readonly TimelineItem[] = [];
    const live = { status: 'queued', timeline, unpolled: { queue } } as const;
    const queued = open({ status: 'queued' });
    expect(standstillOf(queued, sight({ live }))).toEqual({
      kind: 'no-worker',
      taskQueue: queue,
      gate: true,
    });
  });
});
