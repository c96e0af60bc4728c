import type { HttpAuthService } from '@backstage/backend-plugin-api';
import {
  ADMISSIONS_PATH,
  admissionRequestSchema,
  AUTHORIZATIONS_PATH,
  authorizationRequestSchema,
  followRunsSchema,
  listActionsSchema,
  runIdSchema,
  startRunSchema,
  WORKER_TOKENS_PATH,
  workerTokenRequestSchema,
} from 'backstage-plugin-temporal-common';
import express from 'express';
import Router from 'express-promise-router';
import { callerOf } from '../identity/Caller';
import type { SigningKeys } from '../identity/SigningKeys';
import type { TokenIssuers } from '../identity/TokenIssuers';
import type { Health } from '../health/Health';
import type { RunService } from '../runs/RunService';
import type { Meters } from '../telemetry/Meters';
import { answerTrouble } from './answerTrouble';
import { addAudit } from './auditDoor';
import { addCodec } from './codecDoor';
import { addHealth } from './healthDoor';
import { jsonBody } from './jsonBody';
import { addKeySets } from './keySetDoor';
import { addLists } from './listDoor';
import { measured } from './measured';
import { parse } from './parse';
import { addQuestions } from './questionDoor';
import { sendStream } from './sendStream';
import { addSteering } from './steeringDoor';

interface Deps {
  readonly runs: RunService;
  readonly keys: SigningKeys;
  readonly issuers: TokenIssuers;
  readonly httpAuth: HttpAuthService;
  readonly health: Health;
  readonly meters: Meters;
  /** Where pages are that may have payloads decoded. */
  readonly uiOrigins: readonly string[];
}

/** The HTTP door: reads the request and the caller, calls, answers. */
export function createHttpDoor(deps: Deps): express.Router {
  const router = Router();
  router.use(measured(deps.meters));
  // Before what bounds and reads every other body.
  addCodec(router, deps);
  router.use(jsonBody());
  addLists(router, deps);
  addPages(router, deps);
  addSteering(router, deps);
  addQuestions(router, deps);
  addWorkers(router, deps);
  addKeySets(router, deps);
  addAudit(router, deps);
  addHealth(router, deps.health);
  router.use(answerTrouble);
  return router;
}

/** What pages ask. */
function addPages(router: express.Router, { runs, httpAuth }: Deps): void {
  router.get('/actions', async (req, res) => {
    const caller = await callerOf(httpAuth, req);
    const { entityRef } = parse(listActionsSchema, req.query);
    res.json(await runs.offer(entityRef, caller));
  });

  router.post('/runs', async (req, res) => {
    const caller = await callerOf(httpAuth, req);
    const request = parse(startRunSchema, req.body);
    const { run, created } = await runs.start(request, caller);
    res.status(created ? 201 : 200).json(run);
  });

  router.get('/runs/:runId', async (req, res) => {
    const caller = await callerOf(httpAuth, req);
    const runId = parse(runIdSchema, req.params.runId, '/runId');
    res.json(await runs.read(runId, caller));
  });

  router.get('/runs/:runId/payloads', async (req, res) => {
    const caller = await callerOf(httpAuth, req);
    const runId = parse(runIdSchema, req.params.runId, '/runId');
    res.json(await runs.payloads(runId, caller));
  });

  router.get('/events', async (req, res) => {
    const caller = await callerOf(httpAuth, req);
    const request = parse(followRunsSchema, req.query);
    await sendStream(res, signal => runs.follow(request, caller, signal));
  });
}

/** What workers ask. */
function addWorkers(router: express.Router, { runs, httpAuth }: Deps): void {
  router.post(ADMISSIONS_PATH, async (req, res) => {
    const caller = await callerOf(httpAuth, req);
    const request = parse(admissionRequestSchema, req.body);
    await runs.admit(request, caller);
    res.json({ admitted: true });
  });

  router.post(AUTHORIZATIONS_PATH, async (req, res) => {
    const caller = await callerOf(httpAuth, req);
    const request = parse(authorizationRequestSchema, req.body);
    res.json(await runs.authorize(request, caller));
  });

  router.post(WORKER_TOKENS_PATH, async (req, res) => {
    const caller = await callerOf(httpAuth, req);
    const request = parse(workerTokenRequestSchema, req.body);
    // It is shown once, and no cache on the way is to keep it.
    res.set('Cache-Control', 'no-store');
    res.status(201).json(await runs.issueToken(request, caller));
  });
}
