import type { CredentialFiles } from 'backstage-plugin-temporal-credentials';

/** How the tokens of calls are made. */
export interface JwtConfig {
  readonly audience: string;
  readonly issuer?: string;
  readonly lifetimeMs: number;
  /** Age at which the key that signs them is replaced. */
  readonly rotateAfterMs: number;
  /** How long a new key is published before it signs. */
  readonly publishFirstMs: number;
}

/** A cluster of Temporal, as the configuration has it. */
export interface ClusterConfig {
  readonly name: string;
  /** Its place in the configuration, such as `temporal.clusters[0]`. */
  readonly setting: string;
  readonly address: string;
  /** Base URL of Temporal's own web UI. */
  readonly uiAddress?: string;
  readonly files: CredentialFiles;
  /** There, if each call has a token that was made for it. */
  readonly jwt?: JwtConfig;
}
