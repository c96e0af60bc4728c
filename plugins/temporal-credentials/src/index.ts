/**
 * Credentials for Temporal that are read from files and read again when they
 * change, and the envelopes in which secrets travel.
 *
 * @packageDocumentation
 */
export { CantOpen, KeyMissing } from './secrets/errors';
export type { SecretKeysOptions } from './secrets/KeyRing';
export { runOfPayload, SecretKeys, type Opened } from './secrets/SecretKeys';
export {
  ConnectionCredentials,
  type CredentialFiles,
  type TlsOptions,
} from './credentials/ConnectionCredentials';
export type { CredentialFact } from './credentials/CredentialFact';
export type { SettingNames, TlsClient, TlsFiles } from './credentials/tls';
export { isLoopback } from './credentials/isLoopback';
export { whyUnreachable } from './credentials/whyUnreachable';
