import type { RunQuestion } from 'backstage-plugin-temporal-common';

/** How many agree so far, of how many that are needed. */
export interface Tally {
  readonly given: number;
  readonly needed: number;
}

/**
 * Counts those who approved, or the most who gave the same answer. Where answers
 * are hidden, all who answered: more can't be known.
 */
export function tallyOf(question: RunQuestion): Tally {
  const { kind, answers, quorum } = question;
  if (kind === 'approval') {
    const approved = answers.filter(({ verdict }) => verdict === 'approve');
    return { given: approved.length, needed: quorum };
  }
  const counts = new Map<string, number>();
  for (const { answer } of answers) {
    const text = JSON.stringify(answer) ?? '';
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return { given: Math.max(0, ...counts.values()), needed: quorum };
}

/** How many are still missing. */
export function missingIn({ given, needed }: Tally): number {
  return Math.max(0, needed - given);
}
