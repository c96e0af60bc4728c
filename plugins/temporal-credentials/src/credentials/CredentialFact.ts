/**
 * What is known of one credential, and nothing of what it is. `since` is when it
 * began to be good (a certificate) or was written (a key); `expires` is absent
 * where that can't be told; `trouble` is why what its file holds now is not in
 * use.
 * @public
 */
export interface CredentialFact {
  readonly setting: string;
  readonly since?: Date;
  readonly expires?: Date;
  readonly trouble?: string;
}
