import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type {
  Decision,
  Guarded,
  Identities,
  Initiator,
  StopVerb,
} from 'backstage-plugin-temporal-common';
import type { Action } from 'backstage-plugin-temporal-node';
import type { StoredQuestion } from '../questions/StoredQuestion';
import type { ListedRun } from '../runs/ListedRun';
import type { LedgerRun } from '../runs/RunLedger';
import type { MachineRights } from './rights';
import type { RunPermissions } from './RunPermissions';
import type { VisibleRuns } from './VisibleRuns';

/** Who asks: with the credentials of somebody present, or without. */
export interface Asker {
  readonly initiator: Initiator;
  readonly credentials?: BackstageCredentials;
}

/** Somebody who was looked up: a person, or a machine that is allowed in. */
export type KnownCaller = KnownPerson | KnownMachine;

/**
 * A person, and what they own; `undefined` if the catalog does not know them.
 * `permissions` is there for a person who is present.
 */
export interface KnownPerson {
  readonly initiator: Extract<Initiator, { kind: 'user' }>;
  readonly identities?: Identities;
  readonly permissions?: RunPermissions;
}

/** A machine, and what configuration lets it do. */
export interface KnownMachine {
  readonly initiator: Extract<Initiator, { kind: 'service' }>;
  readonly rights: MachineRights;
}

/** Who may do what. Decides; records nothing and changes nothing. */
export interface RunPolicy {
  /**
   * Looks up who is asking, or who asked for a run, once for all that one
   * request decides.
   * @throws NotAllowedError for those who may do nothing at all; anything else
   *   if it can't be known who they are, and the guard then refuses
   */
  identify(asker: Asker): Promise<KnownCaller>;

  /**
   * Whether the caller may start each of some actions on a target they can see.
   * @returns one decision per action, in the same order
   * @throws if it can't be decided; the guard then refuses
   */
  mayStart(
    who: KnownCaller,
    target: Entity,
    actions: readonly Action[],
  ): Promise<readonly Decision[]>;

  /**
   * Whether the caller may look at what a run was given and gave back.
   * @param target - the run's target, if the caller can see it in the catalog
   * @throws if it can't be decided; the guard then refuses
   */
  maySeePayloads(
    who: KnownCaller,
    run: ListedRun,
    target: Entity | undefined,
  ): Promise<Decision>;

  /** Whether the caller may see the runs on a target that was found for them. */
  maySeeRunsOn(who: KnownCaller, target: Entity): Promise<Decision>;

  /** Which of the runs on such a target they may see. */
  visibleRuns(who: KnownCaller): Promise<Guarded<VisibleRuns>>;

  /**
   * Which of all runs they may see: those of which {@link maySee} says so.
   * @throws if it can't be decided; the guard then refuses
   */
  visibleAnywhere(who: KnownCaller): Promise<Guarded<VisibleRuns>>;

  /**
   * Whether the caller may see that a run exists.
   * @param target - the run's target, if the caller can see it in the catalog
   */
  maySee(
    who: KnownCaller,
    run: ListedRun,
    target: Entity | undefined,
  ): Promise<Decision>;

  /**
   * Whether the caller may stop a run, in each of the ways.
   * @param target - the run's target, if the caller can see it in the catalog
   */
  mayStop(
    who: KnownCaller,
    run: LedgerRun,
    target: Entity | undefined,
  ): Promise<Readonly<Record<StopVerb, Decision>>>;

  /**
   * Whether the caller may retry a run: by the right to start its action on its
   * target now, and by that to retry.
   */
  mayRetry(
    who: KnownCaller,
    run: LedgerRun,
    plan: { readonly target: Entity; readonly action: Action },
  ): Promise<Decision>;

  /**
   * Whether the caller may pause a run, and let it go on.
   * @param target - the run's target, if the caller can see it in the catalog
   */
  mayPause(
    who: KnownCaller,
    run: LedgerRun,
    target: Entity | undefined,
  ): Promise<Decision>;

  /**
   * Whether the caller may answer a question of a run: people whom it names, as
   * the catalog has them now; never who asked for the run, if it is an approval.
   */
  mayAnswer(
    who: KnownCaller,
    run: ListedRun,
    question: Pick<StoredQuestion, 'kind' | 'who'>,
  ): Promise<Decision>;

  /** Whether the caller may withdraw the request for a run. */
  mayWithdraw(who: KnownCaller, run: LedgerRun): Promise<Decision>;

  /** Whether the caller may read and export the audit. */
  mayReadAudit(who: KnownCaller): Promise<Decision>;
}
