import type {
  AuditorService,
  AuthService,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { ActionSource } from 'backstage-plugin-temporal-node';
import type { Knex } from 'knex';
import { ActionInputs } from './actions/ActionInputs';
import { Actions } from './actions/Actions';
import { OwnCatalog } from './catalog/OwnCatalog';
import { CatalogActionSource } from './actions/CatalogActionSource';
import { AuditMirror } from './audit/AuditMirror';
import { AuditReader } from './audit/AuditReader';
import { AuditRecords } from './audit/AuditRecords';
import { Sealer } from './audit/Sealer';
import { AuditTrail } from './audit/AuditTrail';
import type { TemporalConfig } from './config';
import { Admission } from './identity/Admission';
import { Authorization } from './identity/Authorization';
import { SigningKeys } from './identity/SigningKeys';
import { Statements } from './identity/Statements';
import { Ownership } from './policy/Ownership';
import { OwnershipRunPolicy } from './policy/OwnershipRunPolicy';
import { PermissionRunPolicy } from './policy/PermissionRunPolicy';
import { StartRules } from './policy/StartRules';
import { StartLimit } from './policy/StartLimit';
import { DatabaseRunLedger } from './runs/DatabaseRunLedger';
import { GuardedRunService } from './runs/GuardedRunService';
import { LiveRuns } from './runs/LiveRuns';
import { Reconciler } from './runs/Reconciler';
import { RunFollower } from './runs/RunFollower';
import { RunNewsFeed } from './runs/RunNewsFeed';
import { RunPlanner } from './runs/RunPlanner';
import { RunSettler } from './runs/RunSettler';
import { RunStarter } from './runs/RunStarter';
import { RunStopper } from './runs/RunStopper';
import { RunWatcher } from './runs/RunWatcher';
import { Watermarks } from './runs/Watermarks';
import { TemporalConnection } from './temporal/TemporalConnection';

/** What the house is built of. */
export interface Foundations {
  readonly auditor: AuditorService;
  readonly auth: AuthService;
  readonly catalog: CatalogService;
  readonly config: TemporalConfig;
  readonly knex: Knex;
  readonly logger: LoggerService;
  readonly permissions: PermissionsService;
  readonly sources: readonly ActionSource[];
}

/** What the doors and the keeping of the house need. */
export type BuiltHouse = ReturnType<typeof buildHouse>;

/** Puts the parts together. */
export function buildHouse(on: Foundations) {
  const { config, knex, logger } = on;
  const keys = new SigningKeys(knex);
  const { audit, records, sealer } = buildAudit(on, keys);
  const temporal = TemporalConnection.lazy(config);
  const ledger = new DatabaseRunLedger(knex);
  const statements = new Statements(keys);
  const settler = new RunSettler({ temporal, ledger });
  const watcher = new RunWatcher({ temporal, ledger, logger });
  const feed = new RunNewsFeed(ledger, logger);
  const deciding = buildDeciding(on, statements);
  const working = { temporal, ledger, settler, logger };
  const runs = new GuardedRunService({
    ...deciding,
    admission: new Admission({ ledger, statements, temporal }),
    audit,
    auditReader: new AuditReader(knex),
    authorization: new Authorization({ ledger, statements, ...deciding }),
    follower: new RunFollower({ ledger, feed, watcher }),
    ledger,
    limit: new StartLimit(config.startsPerMinute),
    live: new LiveRuns({ temporal, watcher, logger }),
    stopper: new RunStopper({ temporal, ledger, settler }),
    starter: new RunStarter({ ...working, ...startingFrom(config) }),
    workers: config.workers,
    uiAddress: config.uiAddress,
    unavailable: () => temporal.unavailable(),
  });
  const reconciler = new Reconciler({
    ...working,
    watermarks: new Watermarks(knex),
    initiatorAttribute: config.searchAttributes.initiator,
  });
  const kept = { keys, temporal, reconciler, watcher };
  return { ...kept, runs, audit, records, sealer, ledger };
}

function buildAudit({ auditor, knex, logger }: Foundations, keys: SigningKeys) {
  const records = new AuditRecords(knex);
  const mirror = new AuditMirror(auditor, logger);
  const audit = new AuditTrail({ records, mirror, logger });
  return { audit, records, sealer: new Sealer({ knex, keys, mirror }) };
}

function startingFrom({ appBaseUrl, searchAttributes }: TemporalConfig) {
  const pageUrl = (runId: string) => `${appBaseUrl}/temporal/runs/${runId}`;
  return { searchAttributes, pageUrl };
}

/** What is needed to say yes or no. */
function buildDeciding(on: Foundations, statements: Statements) {
  const { auth, catalog, config, logger } = on;
  const { namespace } = config;
  const own = new OwnCatalog({ catalog, auth });
  const actions = new Actions([
    new CatalogActionSource(own, logger),
    ...on.sources,
  ]);
  const inputs = new ActionInputs();
  return {
    catalog: own,
    actions,
    planner: new RunPlanner({
      catalog,
      own,
      actions,
      inputs,
      statements,
      namespace,
    }),
    policy: buildPolicy(on, own),
  };
}

/** Backstage's permission framework on top of what owners may. */
function buildPolicy({ config, permissions }: Foundations, own: OwnCatalog) {
  const ownership = new Ownership(own);
  const start = new StartRules(config);
  const owners = new OwnershipRunPolicy({ ...config, ownership, start });
  return new PermissionRunPolicy(owners, permissions);
}
