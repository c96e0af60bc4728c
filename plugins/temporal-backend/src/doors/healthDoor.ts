import type express from 'express';
import type { Health } from '../health/Health';

/** Open to everybody, as probes have no credentials. */
export const HEALTH_PATH = '/health';

/** What probes ask. */
export function addHealth(router: express.Router, health: Health): void {
  router.get(HEALTH_PATH, async (_req, res) => {
    const report = await health.report();
    res.status(report.status === 'ok' ? 200 : 503).json(report);
  });
}
