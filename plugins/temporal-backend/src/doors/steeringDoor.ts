import type { HttpAuthService } from '@backstage/backend-plugin-api';
import {
  pauseRunSchema,
  pauseVerbs,
  retryRunSchema,
  runIdSchema,
  stopRunSchema,
  stopVerbs,
} from 'backstage-plugin-temporal-common';
import type express from 'express';
import { callerOf } from '../identity/Caller';
import type { RunService } from '../runs/RunService';
import { parse } from './parse';

interface Deps {
  readonly runs: RunService;
  readonly httpAuth: HttpAuthService;
}

/** What people do to runs. */
export function addSteering(
  router: express.Router,
  { runs, httpAuth }: Deps,
): void {
  for (const verb of stopVerbs) {
    router.post(`/runs/:runId/${verb}`, async (req, res) => {
      const caller = await callerOf(httpAuth, req);
      const runId = parse(runIdSchema, req.params.runId, '/runId');
      const { reason } = parse(stopRunSchema, req.body);
      res.json(await runs.stop(runId, { verb, reason }, caller));
    });
  }

  for (const verb of pauseVerbs) {
    router.post(`/runs/:runId/${verb}`, async (req, res) => {
      const caller = await callerOf(httpAuth, req);
      const runId = parse(runIdSchema, req.params.runId, '/runId');
      const { reason } = parse(pauseRunSchema, req.body);
      res.json(await runs.pause(runId, { verb, reason }, caller));
    });
  }

  router.post('/runs/:runId/retry', async (req, res) => {
    const caller = await callerOf(httpAuth, req);
    const runId = parse(runIdSchema, req.params.runId, '/runId');
    const request = parse(retryRunSchema, req.body);
    res.json(await runs.retry(runId, request, caller));
  });
}
