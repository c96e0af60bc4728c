import type { ActionInputs } from '../actions/ActionInputs';
import type { Actions } from '../actions/Actions';
import type { AuditReader } from '../audit/AuditReader';
import type { AuditTrail } from '../audit/AuditTrail';
import type { ApprovalRules } from '../approvals/ApprovalRules';
import type { Notices } from '../notices/Notices';
import type { People } from '../policy/People';
import type { AnswerDesk } from '../questions/AnswerDesk';
import type { QuestionBook } from '../questions/QuestionBook';
import type { QuestionList } from '../questions/QuestionList';
import type { QuestionOpener } from '../questions/QuestionOpener';
import type { Admission } from '../identity/Admission';
import type { Authorization } from '../identity/Authorization';
import type { CatalogSight } from '../catalog/CatalogSight';
import type { RunPolicy } from '../policy/RunPolicy';
import type { StartLimit } from '../policy/StartLimit';
import type { StreamLimit } from '../policy/StreamLimit';
import type { ActionTally } from './ActionTally';
import type { LiveRuns } from './LiveRuns';
import type { RunFollower } from './RunFollower';
import type { RunLedger } from './RunLedger';
import type { RunList } from './RunList';
import type { RunPlanner } from './RunPlanner';
import type { RunStarter } from './RunStarter';
import type { RunStopper } from './RunStopper';

/** What stands behind the guard. */
export interface House {
  readonly actions: Actions;
  readonly admission: Admission;
  readonly approvals: ApprovalRules;
  readonly audit: AuditTrail;
  readonly auditReader: AuditReader;
  readonly authorization: Authorization;
  readonly book: QuestionBook;
  readonly catalogSight: CatalogSight;
  readonly desk: AnswerDesk;
  readonly follower: RunFollower;
  readonly inputs: ActionInputs;
  readonly ledger: RunLedger;
  readonly limit: StartLimit;
  readonly list: QuestionList;
  readonly lists: RunList;
  readonly live: LiveRuns;
  readonly notices: Notices;
  readonly opener: QuestionOpener;
  readonly people: People;
  readonly planner: RunPlanner;
  readonly policy: RunPolicy;
  readonly starter: RunStarter;
  readonly stopper: RunStopper;
  readonly streams: StreamLimit;
  /** Namespaces by the subject of the worker bound to them. */
  readonly workers: ReadonlyMap<string, ReadonlySet<string>>;
  readonly tally: ActionTally;
  readonly uiAddress?: string;
  /** Why nothing can be started now, or `undefined` when it can. */
  unavailable(): Promise<string | undefined>;
}
