import type { HttpAuthService } from '@backstage/backend-plugin-api';
import {
  exportAuditSchema,
  readAuditSchema,
} from 'backstage-plugin-temporal-common';
import type express from 'express';
import { callerOf } from '../identity/Caller';
import type { RunService } from '../runs/RunService';
import { parse } from './parse';
import { auditFile } from './recordFiles';
import { sendRecords } from './sendRecords';

/** What readers of the audit ask. */
export function addAudit(
  router: express.Router,
  deps: { readonly runs: RunService; readonly httpAuth: HttpAuthService },
): void {
  const { runs, httpAuth } = deps;

  router.get('/audit', async (req, res) => {
    const caller = await callerOf(httpAuth, req);
    const request = parse(readAuditSchema, req.query);
    res.json(await runs.readAudit(request, caller));
  });

  router.get('/audit/export', async (req, res) => {
    const caller = await callerOf(httpAuth, req);
    const request = parse(exportAuditSchema, req.query);
    const as = { format: request.format, file: auditFile };
    await runs.exportAudit(request, caller, records =>
      sendRecords(res, as, records),
    );
  });
}
