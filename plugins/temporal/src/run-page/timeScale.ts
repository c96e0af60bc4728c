import type {
  RunQuestion,
  TimelineItem,
} from 'backstage-plugin-temporal-common';

/** One row of the timeline: a step, or a question to people. */
export type TimelineEntry =
  | { readonly kind: 'step'; readonly item: TimelineItem }
  | { readonly kind: 'question'; readonly question: RunQuestion };

/** From when to when the chart reaches, in milliseconds since the epoch. */
export interface TimeScale {
  readonly from: number;
  readonly to: number;
}

/** What a piece of a bar stands for, in the order in which they may come. */
export const segmentKinds = [
  'waiting',
  'earlier',
  'working',
  'pausing',
  'sleeping',
  'asking',
] as const;

export type SegmentKind = (typeof segmentKinds)[number];

/** A piece of a bar: from where to where, in percent of the chart. */
export interface Segment {
  readonly key: string;
  readonly kind: SegmentKind;
  readonly left: number;
  readonly width: number;
}

interface Piece {
  readonly key?: string;
  readonly kind: SegmentKind;
  readonly begin: number;
  readonly end: number;
}

/** Steps and questions on one axis, by when they began. */
export function entriesOf(
  timeline: readonly TimelineItem[],
  questions: readonly RunQuestion[],
): readonly TimelineEntry[] {
  const entries: readonly TimelineEntry[] = [
    ...timeline.map(item => ({ kind: 'step', item } as const)),
    ...questions.map(question => ({ kind: 'question', question } as const)),
  ];
  return [...entries].sort((one, other) => beginOf(one) - beginOf(other));
}

/** Whether an entry goes on, so that its bar grows. */
export function isOpen(entry: TimelineEntry): boolean {
  return entry.kind === 'step'
    ? entry.item.endedAt === undefined
    : entry.question.outcome === undefined;
}

/** The scale that all entries fit on; it grows while one of them has no end. */
export function scaleOf(
  entries: readonly TimelineEntry[],
  now: number,
): TimeScale {
  const pieces = entries.flatMap(entry => piecesOf(entry, now));
  const from = Math.min(...entries.map(beginOf));
  const to = Math.max(from + 1, ...pieces.map(({ end }) => end));
  return { from, to };
}

/** The bar of an entry. */
export function segmentsOf(
  entry: TimelineEntry,
  scale: TimeScale,
  now: number,
): readonly Segment[] {
  return piecesOf(entry, now).map(({ key, kind, begin, end }) => ({
    key: key ?? kind,
    kind,
    left: share(begin, scale),
    width: share(end, scale) - share(begin, scale),
  }));
}

/** Where a moment is on the chart, in percent. */
export function share(moment: number, { from, to }: TimeScale): number {
  const inside = Math.min(to, Math.max(from, moment));
  return ((inside - from) / (to - from)) * 100;
}

function piecesOf(entry: TimelineEntry, now: number): readonly Piece[] {
  const pieces =
    entry.kind === 'step'
      ? stepPieces(entry.item, now)
      : [questionPiece(entry.question, now)];
  return pieces.filter(({ begin, end }) => end > begin);
}

/**
 * Waiting for a worker, or what went before the last attempt; the attempt
 * itself; the pause before the next one; then waiting for a worker once more.
 */
function stepPieces(item: TimelineItem, now: number): readonly Piece[] {
  const scheduled = Date.parse(item.scheduledAt);
  const ended = momentOf(item.endedAt) ?? now;
  if (item.kind === 'timer') {
    return [{ kind: 'sleeping', begin: scheduled, end: ended }];
  }
  const started = momentOf(item.startedAt) ?? ended;
  const next = momentOf(item.nextAttemptAt);
  const begun = next === undefined ? item.attempt : item.attempt - 1;
  const stopped = next && (momentOf(item.attemptEndedAt) ?? ended);
  return [
    { kind: begun > 1 ? 'earlier' : 'waiting', begin: scheduled, end: started },
    { kind: 'working', begin: started, end: stopped ?? ended },
    { kind: 'pausing', begin: stopped ?? ended, end: next ?? ended },
    { key: 'due', kind: 'waiting', begin: next ?? ended, end: ended },
  ];
}

function questionPiece(question: RunQuestion, now: number): Piece {
  const begin = Date.parse(question.askedAt);
  return { kind: 'asking', begin, end: momentOf(question.closedAt) ?? now };
}

function beginOf(entry: TimelineEntry): number {
  return Date.parse(
    entry.kind === 'step' ? entry.item.scheduledAt : entry.question.askedAt,
  );
}

function momentOf(at: string | undefined): number | undefined {
  return at === undefined ? undefined : Date.parse(at);
}
