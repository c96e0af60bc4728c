import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ActionInputs } from './actions/ActionInputs';
import type { OwnCatalog } from './catalog/OwnCatalog';
import { AuditMirror } from './audit/AuditMirror';
import { AuditReader } from './audit/AuditReader';
import { AuditRecords } from './audit/AuditRecords';
import { Sealer } from './audit/Sealer';
import { AuditTrail } from './audit/AuditTrail';
import { buildTemporal } from './connecting';
import { buildDeciding } from './deciding';
import { buildFollowing } from './following';
import { Admission } from './identity/Admission';
import { Authorization } from './identity/Authorization';
import { Quorum } from './identity/Quorum';
import { SigningKeys } from './identity/SigningKeys';
import { Statements } from './identity/Statements';
import { TokenIssuers } from './identity/TokenIssuers';
import { WorkerTokens } from './identity/WorkerTokens';
import { Notices } from './notices/Notices';
import type { RunSecrets } from './secrets/RunSecrets';
import { StartLimit } from './policy/StartLimit';
import { AttestedRuns } from './runs/AttestedRuns';
import { AttemptOpener } from './runs/AttemptOpener';
import { Attestor } from './runs/Attestor';
import { RunAttempts } from './runs/RunAttempts';
import { AnswerDesk } from './questions/AnswerDesk';
import { QuestionBook } from './questions/QuestionBook';
import { QuestionList } from './questions/QuestionList';
import { QuestionOpener } from './questions/QuestionOpener';
import { ActionTally } from './runs/ActionTally';
import { DatabaseRunLedger } from './runs/DatabaseRunLedger';
import { GuardedRunService } from './runs/GuardedRunService';
import { LedgerClock } from './runs/LedgerClock';
import { RunList } from './runs/RunList';
import { RunSettler } from './runs/RunSettler';
import { RunPauser } from './runs/RunPauser';
import { RunPauses } from './runs/RunPauses';
import { RunRetrier } from './runs/RunRetrier';
import { RetryPlans } from './runs/RetryPlans';
import { RunStarter } from './runs/RunStarter';
import { RunStopper } from './runs/RunStopper';
import { Meters } from './telemetry/Meters';
import type { Foundations } from './Foundations';
import { buildOperating } from './operating';
import { PauseAbility } from './temporal/PauseAbility';
import type { TemporalNamespaces } from './temporal/TemporalNamespaces';

/** What the doors and the keeping of the house need. */
export type BuiltHouse = ReturnType<typeof buildHouse>;

/** Puts the parts together. */
export function buildHouse(on: Foundations) {
  const { config, knex, logger } = on;
  const keys = new SigningKeys(knex);
  const meters = new Meters(on.metrics);
  const clock = new LedgerClock(knex);
  const auditing = buildAudit(on, { clock, keys, meters });
  const issuers = new TokenIssuers(knex, config.clusters);
  const temporal = buildTemporal(on, { issuers, meters });
  const ledger = new DatabaseRunLedger(knex, clock);
  const book = new QuestionBook(knex, clock);
  const listing = { lists: new RunList(knex), tally: new ActionTally(knex) };
  const statements = new Statements(keys);
  const steering = buildSteering(on, { clock, ledger, temporal });
  const { settler } = steering;
  const following = buildFollowing(on, { temporal, ledger, ...auditing });
  const deciding = buildDeciding(on, { statements, book, ...listing });
  const working = { temporal, ledger, settler, logger };
  const asking = buildAsking(on, { ...working, ...deciding, book, statements });
  const runs = new GuardedRunService({
    ...deciding,
    ...asking,
    ...following,
    ...listing,
    ...steering,
    audit: auditing.audit,
    auditReader: new AuditReader(knex),
    authorization: new Authorization({ ledger, statements, ...deciding }),
    ledger,
    limit: new StartLimit(config.startsPerMinute),
    keys,
    starter: buildStarter(on, { ...working, ...deciding }),
    tokens: tokensOf(on, issuers),
    workers: config.workers,
    temporal,
  });
  const kept = { ...working, issuers, ...following, ...auditing, ...deciding };
  const operating = buildOperating(on, kept);
  const parts = { ...auditing, ...following, ...operating, ...working };
  return { ...parts, issuers, keys, meters, runs, notices: asking.notices };
}

/** What is needed to do something to runs, and to follow what comes of it. */
function buildSteering(
  { knex, logger }: Foundations,
  on: {
    readonly clock: LedgerClock;
    readonly ledger: DatabaseRunLedger;
    readonly temporal: TemporalNamespaces;
  },
) {
  const attempts = new RunAttempts(knex, on.clock);
  const opener = new AttemptOpener({ ...on, attempts, logger });
  const settler = new RunSettler({ ...on, opener });
  const pauses = new RunPauses(on.clock);
  return {
    attempts,
    settler,
    pauseAbility: new PauseAbility(on.temporal),
    pauser: new RunPauser({ ...on, pauses, settler }),
    plans: new RetryPlans(on.temporal),
    retrier: new RunRetrier({ ...on, attempts, opener, settler, logger }),
    stopper: new RunStopper({ ...on, settler }),
  };
}

/** What is needed to ask people, and to go by what they say. */
function buildAsking(
  on: Foundations,
  parts: {
    readonly book: QuestionBook;
    readonly catalog: OwnCatalog;
    readonly inputs: ActionInputs;
    readonly ledger: DatabaseRunLedger;
    readonly logger: LoggerService;
    readonly statements: Statements;
    readonly temporal: TemporalNamespaces;
  },
) {
  const { config, knex } = on;
  const desk = new AnswerDesk(parts);
  const notifications = config.notifications ? on.notifications : undefined;
  return {
    book: parts.book,
    desk,
    admission: new Admission({
      ...parts,
      quorum: new Quorum({ ...parts, desk }),
    }),
    list: new QuestionList(knex),
    notices: new Notices({ ...parts, knex, notifications }),
    opener: new QuestionOpener(parts),
  };
}

function buildAudit(
  { auditor, knex, logger }: Foundations,
  parts: {
    readonly clock: LedgerClock;
    readonly keys: SigningKeys;
    readonly meters: Meters;
  },
) {
  const { clock, keys, meters } = parts;
  const records = new AuditRecords(knex);
  const attested = new AttestedRuns(knex, clock);
  const mirror = new AuditMirror(auditor, logger);
  const audit = new AuditTrail({ records, mirror, logger, meters });
  return {
    attestor: new Attestor({ attested, audit, logger, meters }),
    audit,
    records,
    sealer: new Sealer({ knex, keys, mirror }),
  };
}

function tokensOf({ config }: Foundations, issuers: TokenIssuers) {
  const { clusters, workers, workerTokens: grants } = config;
  const firstCluster = clusters[0].name;
  return new WorkerTokens({ firstCluster, grants, issuers, workers });
}

function buildStarter(
  { config, logger }: Foundations,
  parts: {
    readonly ledger: DatabaseRunLedger;
    readonly secrets: RunSecrets;
    readonly settler: RunSettler;
    readonly temporal: TemporalNamespaces;
  },
) {
  const { appBaseUrl, searchAttributes } = config;
  const pageUrl = (runId: string) => `${appBaseUrl}/temporal/runs/${runId}`;
  return new RunStarter({ ...parts, logger, searchAttributes, pageUrl });
}
