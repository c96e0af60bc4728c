import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ActionInputs } from './actions/ActionInputs';
import type { OwnCatalog } from './catalog/OwnCatalog';
import { AuditMirror } from './audit/AuditMirror';
import { AuditReader } from './audit/AuditReader';
import { AuditRecords } from './audit/AuditRecords';
import { Sealer } from './audit/Sealer';
import { AuditTrail } from './audit/AuditTrail';
import type { TemporalConfig } from './config';
import { buildDeciding } from './deciding';
import { Admission } from './identity/Admission';
import { Authorization } from './identity/Authorization';
import { Quorum } from './identity/Quorum';
import { SigningKeys } from './identity/SigningKeys';
import { Statements } from './identity/Statements';
import { Notices } from './notices/Notices';
import { StartLimit } from './policy/StartLimit';
import { AnswerDesk } from './questions/AnswerDesk';
import { QuestionBook } from './questions/QuestionBook';
import { QuestionList } from './questions/QuestionList';
import { QuestionOpener } from './questions/QuestionOpener';
import { DatabaseRunLedger } from './runs/DatabaseRunLedger';
import { GuardedRunService } from './runs/GuardedRunService';
import { LedgerClock } from './runs/LedgerClock';
import { LiveRuns } from './runs/LiveRuns';
import { Reconciler } from './runs/Reconciler';
import { RunFollower } from './runs/RunFollower';
import { RunNewsFeed } from './runs/RunNewsFeed';
import { RunSettler } from './runs/RunSettler';
import { RunStarter } from './runs/RunStarter';
import { RunStopper } from './runs/RunStopper';
import { RunWatcher } from './runs/RunWatcher';
import { Watermarks } from './runs/Watermarks';
import type { Foundations } from './Foundations';
import { TemporalConnection } from './temporal/TemporalConnection';

/** What the doors and the keeping of the house need. */
export type BuiltHouse = ReturnType<typeof buildHouse>;

/** Puts the parts together. */
export function buildHouse(on: Foundations) {
  const { config, knex, logger } = on;
  const keys = new SigningKeys(knex);
  const { audit, records, sealer } = buildAudit(on, keys);
  const temporal = TemporalConnection.lazy(config);
  const clock = new LedgerClock(knex);
  const ledger = new DatabaseRunLedger(knex, clock);
  const book = new QuestionBook(knex, clock);
  const statements = new Statements(keys);
  const settler = new RunSettler({ temporal, ledger });
  const watcher = new RunWatcher({ temporal, ledger, logger });
  const feed = new RunNewsFeed(ledger, logger);
  const deciding = buildDeciding(on, { statements, book });
  const working = { temporal, ledger, settler, logger };
  const asking = buildAsking(on, { ...working, ...deciding, book, statements });
  const runs = new GuardedRunService({
    ...deciding,
    ...asking,
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
  const kept = { keys, temporal, reconciler, watcher, notices: asking.notices };
  return { ...kept, runs, audit, records, sealer, ledger };
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
    readonly temporal: TemporalConnection;
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
