import type { RunDetail, RunQuestion } from 'backstage-plugin-temporal-common';
import { runPage } from '../plugin';
import { HttpBackend } from './HttpBackend';
import { aDetail, runId } from './builders';
import { openApp } from './openPage';

/**
 * Opens the page of Sam's run, which asks this question. What is sent is
 * approved, until the test says that it is settled or refused otherwise.
 */
export function anAskingPage(
  question: RunQuestion,
  part: Partial<RunDetail> = {},
) {
  const backend = new HttpBackend();
  const sent: unknown[] = [];
  const initiator = { kind: 'user', entityRef: 'user:default/sam' } as const;
  const waiting = { status: 'waiting-for-approval', initiator } as const;
  backend.runs = [aDetail({ ...waiting, questions: [question], ...part })];
  const answers = `POST /runs/${runId(1)}/questions/${question.key}/answers`;
  const settle = (now: Partial<RunQuestion>) =>
    backend.answer(answers, ({ body }) => {
      sent.push(body);
      const closed = { ...question, ...now };
      backend.runs = [aDetail({ ...part, questions: [closed] })];
      return Response.json(closed);
    });
  settle({ outcome: 'approved', closedAt: '2026-11-23T08:05:00.000Z' });
  const refuse = (answer: Response) =>
    backend.answer(answers, ({ body }) => {
      sent.push(body);
      return answer.clone();
    });
  openApp(backend, [runPage], `/temporal/runs/${runId(1)}`);
  return { backend, sent, settle, refuse };
}
