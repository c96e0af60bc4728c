/** How far the history of which execution is read, and who works on it. */
export interface RunPlace {
  readonly execution: string;
  readonly event: string;
  readonly queue: string;
}
