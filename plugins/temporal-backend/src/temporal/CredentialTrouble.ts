/**
 * A call failed for what it proves itself with, or could not be made at all. It
 * says so in a sentence without a full stop that names the setting to mend;
 * `cause` is what the client threw, if the call was made.
 */
export class CredentialTrouble extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'CredentialTrouble';
  }
}
