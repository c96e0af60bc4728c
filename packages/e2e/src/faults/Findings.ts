/** What an episode lost, did twice, or got wrong otherwise. */
export const kinds = ['lost', 'doubled', 'wrong'] as const;

export type FindingKind = (typeof kinds)[number];

/** Collects what should not be. */
export class Findings {
  readonly #found: Record<FindingKind, string[]> = {
    lost: [],
    doubled: [],
    wrong: [],
  };

  /** Notes it, unless all is as it should be. */
  demand(isSo: boolean, kind: FindingKind, otherwise: string): void {
    if (!isSo) this.#found[kind].push(otherwise);
  }

  of(kind: FindingKind): readonly string[] {
    return this.#found[kind];
  }

  get all(): readonly string[] {
    return kinds.flatMap(kind =>
      this.#found[kind].map(what => `${kind}: ${what}`),
    );
  }
}
