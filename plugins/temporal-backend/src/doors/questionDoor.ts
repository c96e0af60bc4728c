import type { HttpAuthService } from '@backstage/backend-plugin-api';
import {
  answerQuestionSchema,
  CLOSED_QUESTIONS_PATH,
  closeQuestionSchema,
  listQuestionsSchema,
  openQuestionSchema,
  questionKeySchema,
  QUESTIONS_PATH,
  runIdSchema,
  withdrawRunSchema,
} from 'backstage-plugin-temporal-common';
import type express from 'express';
import { callerOf } from '../identity/Caller';
import type { RunService } from '../runs/RunService';
import { parse } from './parse';

interface Deps {
  readonly runs: RunService;
  readonly httpAuth: HttpAuthService;
}

/** What runs ask and people answer. */
export function addQuestions(router: express.Router, deps: Deps): void {
  addAnswers(router, deps);
  addAsking(router, deps);
}

/** What people ask and say. */
function addAnswers(router: express.Router, { runs, httpAuth }: Deps): void {
  router.get(QUESTIONS_PATH, async (req, res) => {
    const caller = await callerOf(httpAuth, req);
    const request = parse(listQuestionsSchema, req.query);
    res.json(await runs.listQuestions(request, caller));
  });

  router.post('/runs/:runId/questions/:key/answers', async (req, res) => {
    const caller = await callerOf(httpAuth, req);
    const runId = parse(runIdSchema, req.params.runId, '/runId');
    const key = parse(questionKeySchema, req.params.key, '/key');
    const { answer } = parse(answerQuestionSchema, req.body);
    res.json(await runs.answer(runId, { key, answer }, caller));
  });

  router.post('/runs/:runId/withdraw', async (req, res) => {
    const caller = await callerOf(httpAuth, req);
    const runId = parse(runIdSchema, req.params.runId, '/runId');
    const request = parse(withdrawRunSchema, req.body);
    res.json(await runs.withdraw(runId, request, caller));
  });
}

/** What workers ask for their runs. */
function addAsking(router: express.Router, { runs, httpAuth }: Deps): void {
  router.post(QUESTIONS_PATH, async (req, res) => {
    const caller = await callerOf(httpAuth, req);
    const request = parse(openQuestionSchema, req.body);
    res.json(await runs.openQuestion(request, caller));
  });

  router.post(CLOSED_QUESTIONS_PATH, async (req, res) => {
    const caller = await callerOf(httpAuth, req);
    const request = parse(closeQuestionSchema, req.body);
    await runs.closeQuestion(request, caller);
    res.json({ closed: true });
  });
}
