import type { Answerers } from 'backstage-plugin-temporal-common';

/** Under which terms a run is approved, frozen when it was asked for. */
export interface ApprovalTerms {
  readonly who: Answerers;
  readonly quorum: number;
  /** How long it may be waited for, in milliseconds. */
  readonly lastsMs: number;
  readonly reasonRequired: boolean;
}

/** Whether a run needs an approval, in words why, and under which terms. */
export type NeededApproval =
  | { readonly required: false; readonly why: string }
  | {
      readonly required: true;
      readonly why: string;
      readonly terms: ApprovalTerms;
    };

/** The same in the ledger, with the human who can't be among the approvers. */
export type FrozenApproval = NeededApproval & { readonly asker?: string };
