import type { TimelineItem } from 'backstage-plugin-temporal-common';
import { anApproval } from '../testing/builders';
import { entriesOf, scaleOf, segmentsOf } from './timeScale';

const noon = Date.parse('2026-11-23T12:00:00.000Z');
const at = (seconds: number) => new Date(noon + seconds * 1000).toISOString();

function aStep(part: Partial<TimelineItem>): TimelineItem {
  return {
    id: '1',
    kind: 'activity',
    name: 'apply',
    status: 'succeeded',
    scheduledAt: at(0),
    attempt: 1,
    ...part,
  };
}

/** The pieces of a step's bar, each with its share of the whole. */
function barOf(part: Partial<TimelineItem>, now: number) {
  const [entry] = entriesOf([aStep(part)], []);
  return segmentsOf(entry, scaleOf([entry], now), now).map(
    ({ kind, left, width }) => [kind, left, width],
  );
}

describe('the bars of the timeline', () => {
  it('show waiting for a worker, then working', () => {
    const step = { startedAt: at(2), endedAt: at(10) };
    expect(barOf(step, noon + 60_000)).toEqual([
      ['waiting', 0, 20],
      ['working', 20, 80],
    ]);
  });

  it('grow until now while a step has no end', () => {
    const step = { status: 'running', startedAt: at(0) } as const;
    expect(barOf(step, noon + 4_000)).toEqual([['working', 0, 100]]);
  });

  it('show earlier attempts before the one that is under way', () => {
    const step = { status: 'retrying', attempt: 2, startedAt: at(4) } as const;
    expect(barOf(step, noon + 5_000)).toEqual([
      ['earlier', 0, 80],
      ['working', 80, 20],
    ]);
  });

  const waiting = {
    status: 'retrying',
    attempt: 2,
    startedAt: at(1),
    attemptEndedAt: at(4),
    nextAttemptAt: at(10),
  } as const;

  it('show the pause before the next attempt from when the last one ended', () => {
    expect(barOf(waiting, noon + 5_000)).toEqual([
      ['waiting', 0, 10],
      ['working', 10, 30],
      ['pausing', 40, 60],
    ]);
  });

  it('show that a retry that is due waits for a worker', () => {
    expect(barOf(waiting, noon + 20_000)).toEqual([
      ['waiting', 0, 5],
      ['working', 5, 15],
      ['pausing', 20, 30],
      ['waiting', 50, 50],
    ]);
  });

  it('show a timer as waiting for its time, not as work', () => {
    const timer = { kind: 'timer', endedAt: at(3) } as const;
    expect(barOf(timer, noon)).toEqual([['sleeping', 0, 100]]);
  });

  it('put questions among the steps, by when they were asked', () => {
    const question = anApproval({ askedAt: at(2), closedAt: at(6) });
    const steps = [aStep({ endedAt: at(1) }), aStep({ scheduledAt: at(6) })];
    const entries = entriesOf(steps, [question]);
    expect(entries.map(({ kind }) => kind)).toEqual([
      'step',
      'question',
      'step',
    ]);
    const now = noon + 10_000;
    expect(segmentsOf(entries[1], scaleOf(entries, now), now)).toEqual([
      { key: 'asking', kind: 'asking', left: 20, width: 40 },
    ]);
  });
});
