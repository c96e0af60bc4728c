import type { HttpAuthService } from '@backstage/backend-plugin-api';
import {
  exportRunsSchema,
  listRunsSchema,
  runFiguresSchema,
} from 'backstage-plugin-temporal-common';
import type express from 'express';
import { callerOf } from '../identity/Caller';
import type { RunService } from '../runs/RunService';
import { parse } from './parse';
import { runsFile } from './recordFiles';
import { sendRecords } from './sendRecords';

/** What is asked about many runs. Comes before what is asked about one. */
export function addLists(
  router: express.Router,
  deps: { readonly runs: RunService; readonly httpAuth: HttpAuthService },
): void {
  const { runs, httpAuth } = deps;

  router.get('/runs', async (req, res) => {
    const caller = await callerOf(httpAuth, req);
    const request = parse(listRunsSchema, req.query);
    res.json(await runs.list(request, caller));
  });

  router.get('/runs/figures', async (req, res) => {
    const caller = await callerOf(httpAuth, req);
    const filters = parse(runFiguresSchema, req.query);
    res.json(await runs.figures(filters, caller));
  });

  router.get('/runs/export', async (req, res) => {
    const caller = await callerOf(httpAuth, req);
    const request = parse(exportRunsSchema, req.query);
    const as = { format: request.format, file: runsFile };
    await runs.exportRuns(request, caller, records =>
      sendRecords(res, as, records),
    );
  });
}
