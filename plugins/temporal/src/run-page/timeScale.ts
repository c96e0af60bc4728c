import type { TimelineItem } from 'backstage-plugin-temporal-common';

/** From when to when the chart reaches, in milliseconds since the epoch. */
export interface TimeScale {
  readonly from: number;
  readonly to: number;
}

/** A piece of a bar: from where to where, in percent of the chart. */
export interface Segment {
  readonly kind: 'waiting' | 'earlier' | 'working' | 'pausing';
  readonly left: number;
  readonly width: number;
}

/** The scale that all steps fit on; it grows while one of them has no end. */
export function scaleOf(
  items: readonly TimelineItem[],
  now: number,
): TimeScale {
  const from = Math.min(...items.map(item => Date.parse(item.scheduledAt)));
  const to = Math.max(from + 1, ...items.map(item => lastMomentOf(item, now)));
  return { from, to };
}

/**
 * A step's bar: waiting for a worker or, from the second attempt on, what went
 * before; then the attempt itself; then the pause before the next one.
 */
export function segmentsOf(
  item: TimelineItem,
  scale: TimeScale,
  now: number,
): readonly Segment[] {
  const scheduled = Date.parse(item.scheduledAt);
  const ended = item.endedAt ? Date.parse(item.endedAt) : now;
  const started = item.startedAt ? Date.parse(item.startedAt) : ended;
  const next = item.nextAttemptAt ? Date.parse(item.nextAttemptAt) : undefined;
  const pieces = [
    {
      kind: item.attempt > 1 ? 'earlier' : 'waiting',
      begin: scheduled,
      end: started,
    },
    { kind: 'working', begin: started, end: ended },
    { kind: 'pausing', begin: ended, end: next ?? ended },
  ] as const;
  return pieces
    .filter(({ begin, end }) => end > begin)
    .map(({ kind, begin, end }) => ({
      kind,
      left: share(begin, scale),
      width: share(end, scale) - share(begin, scale),
    }));
}

function share(moment: number, { from, to }: TimeScale): number {
  const inside = Math.min(to, Math.max(from, moment));
  return ((inside - from) / (to - from)) * 100;
}

function lastMomentOf(item: TimelineItem, now: number): number {
  const ended = item.endedAt ? Date.parse(item.endedAt) : now;
  return item.nextAttemptAt
    ? Math.max(ended, Date.parse(item.nextAttemptAt))
    : ended;
}
