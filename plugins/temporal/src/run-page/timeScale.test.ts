import type { TimelineItem } from 'backstage-plugin-temporal-common';
import { scaleOf, segmentsOf } from './timeScale';

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

describe('the bars of the timeline', () => {
  it('show waiting for a worker, then working', () => {
    const step = aStep({ startedAt: at(2), endedAt: at(10) });
    const scale = scaleOf([step], noon + 60_000);
    expect(segmentsOf(step, scale, noon + 60_000)).toEqual([
      { kind: 'waiting', left: 0, width: 20 },
      { kind: 'working', left: 20, width: 80 },
    ]);
  });

  it('grow until now while a step has no end', () => {
    const now = noon + 4_000;
    const step = aStep({ status: 'running', startedAt: at(0) });
    expect(scaleOf([step], now).to).toBe(now);
    expect(segmentsOf(step, scaleOf([step], now), now)).toEqual([
      { kind: 'working', left: 0, width: 100 },
    ]);
  });

  it('show earlier attempts, and the pause before the next one', () => {
    const now = noon + 5_000;
    const step = aStep({
      status: 'retrying',
      attempt: 2,
      startedAt: at(4),
      nextAttemptAt: at(10),
    });
    const kinds = segmentsOf(step, scaleOf([step], now), now);
    expect(kinds.map(({ kind, width }) => [kind, width])).toEqual([
      ['earlier', 40],
      ['working', 10],
      ['pausing', 50],
    ]);
  });
});
