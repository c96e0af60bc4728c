import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { oneLine } from '../actions/oneLine';
import type { StoredQuestion } from '../questions/StoredQuestion';
import type { LedgerRun } from '../runs/RunLedger';
import type { NoticeKind } from './noticeRows';

const LONGEST_TITLE = 200;
const LONGEST_TEXT = 500;

/** What a notification says of a question; never what went in or was answered. */
export function noticeOf(
  kind: NoticeKind,
  run: LedgerRun,
  question: StoredQuestion,
): NotificationSendOptions['payload'] {
  const titles: Record<NoticeKind, string> = {
    asked: question.title,
    reminder: `Time runs out: ${question.title}`,
    closed: `${question.outcome ?? 'closed'}: ${question.title}`,
  };
  const description =
    kind === 'closed' ? undefined : run.reason ?? question.text;
  return {
    title: oneLine(titles[kind], LONGEST_TITLE),
    description: description && oneLine(description, LONGEST_TEXT),
    link: `/temporal/runs/${run.id}`,
    severity: kind === 'reminder' ? 'high' : 'normal',
    topic: 'temporal',
    // Sent twice, it is still one.
    scope: `temporal:${run.id}:${question.key}:${kind}`,
  };
}
