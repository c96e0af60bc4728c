import type { SealedSecret } from 'backstage-plugin-temporal-common';

/** Input of the workflow `rotatePassword`. */
export interface RotateInput {
  /** Whose password it is in the database; `app` if left out. */
  readonly account?: string;
  readonly password: SealedSecret;
}

/** Whose password was set, in which database, and when, in ISO 8601. */
export interface PasswordSet {
  readonly account: string;
  readonly database: string;
  readonly changedAt: string;
}

/** The activities of a password. Each may be done again at any time. */
export interface PasswordActivities {
  setPassword(account: string, password: SealedSecret): Promise<PasswordSet>;
}
