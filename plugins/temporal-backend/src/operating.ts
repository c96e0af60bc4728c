import type { AuditTrail } from './audit/AuditTrail';
import type { OwnCatalog } from './catalog/OwnCatalog';
import { Credentials } from './health/Credentials';
import { Health } from './health/Health';
import type { TokenIssuers } from './identity/TokenIssuers';
import type { StreamLimit } from './policy/StreamLimit';
import type { Attestor } from './runs/Attestor';
import type { DatabaseRunLedger } from './runs/DatabaseRunLedger';
import { Reconciler } from './runs/Reconciler';
import { RunAdopter } from './runs/RunAdopter';
import type { RunSettler } from './runs/RunSettler';
import type { RunWatcher } from './runs/RunWatcher';
import type { RunSecrets } from './secrets/RunSecrets';
import { Watermarks } from './runs/Watermarks';
import { Backlog } from './telemetry/Backlog';
import { addCredentialGauges } from './telemetry/credentialGauges';
import { addGauges } from './telemetry/gauges';
import type { Foundations } from './Foundations';
import type { TemporalNamespaces } from './temporal/TemporalNamespaces';

/** What catches up, and what tells how the house is doing. */
export function buildOperating(
  { config, knex, logger, metrics }: Foundations,
  parts: {
    readonly attestor: Attestor;
    readonly audit: AuditTrail;
    readonly catalog: OwnCatalog;
    readonly issuers: TokenIssuers;
    readonly ledger: DatabaseRunLedger;
    readonly secrets: RunSecrets;
    readonly settler: RunSettler;
    readonly streams: StreamLimit;
    readonly temporal: TemporalNamespaces;
    readonly watcher: RunWatcher;
  },
) {
  const watermarks = new Watermarks(knex);
  const attributes = config.searchAttributes;
  const backlog = new Backlog({
    places: parts.temporal.configured,
    knex,
    watermarks,
  });
  const credentials = new Credentials({
    holders: [...parts.temporal.clusters, ...parts.issuers.all, parts.secrets],
    limits: config.credentials,
    logger,
  });
  addGauges(metrics, { ...parts, backlog });
  addCredentialGauges(metrics, credentials);
  return {
    credentials,
    health: new Health({ ...parts, knex, backlog, credentials }),
    reconciler: new Reconciler({
      ...parts,
      ...{ logger, watermarks, attributes },
      adopter: new RunAdopter(parts),
    }),
  };
}
