/** A cluster of Temporal, as the configuration has it. */
export interface ClusterConfig {
  readonly name: string;
  /** Its place in the configuration, such as `temporal.clusters[0]`. */
  readonly setting: string;
  readonly address: string;
  /** Base URL of Temporal's own web UI. */
  readonly uiAddress?: string;
  /** There, if each call has a token that was made for it. */
  readonly jwt?: object;
}
