import { ownersOf } from 'backstage-plugin-temporal-common';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { CatalogSight } from '../catalog/CatalogSight';
import { ForAWhile } from './ForAWhile';
import type { KnownCaller, KnownMachine } from './RunPolicy';
import type { RunPermissions } from './RunPermissions';
import {
  NO_RUNS,
  runsElsewhereThan,
  runsOn,
  type VisibleRuns,
} from './VisibleRuns';

/**
 * Runs on what a caller sees in the catalog, or, for a machine, on what those
 * own for whom it acts. What is no longer in the catalog nobody sees there.
 */
export class TargetSight {
  readonly #catalog: CatalogSight;
  readonly #targets: () => Promise<readonly string[]>;
  readonly #gone = new ForAWhile<ReadonlySet<string>>();
  readonly #seen = new ForAWhile<ReadonlySet<string>>();
  readonly #acted = new ForAWhile<ReadonlySet<string>>();

  /** @param targets - refs of all targets of runs */
  constructor(deps: {
    catalogSight: CatalogSight;
    targets: () => Promise<readonly string[]>;
  }) {
    this.#catalog = deps.catalogSight;
    this.#targets = deps.targets;
  }

  /** @throws if it can't be known */
  async runsFor(who: KnownCaller): Promise<VisibleRuns> {
    if ('rights' in who) return runsOn(await this.#actedFor(who));
    const { permissions } = who;
    const answer = await permissions?.seesCatalog();
    switch (answer) {
      case AuthorizeResult.ALLOW:
        // Said of what is gone, not of what is there: a run on a new target is
        // seen at once, and there is one answer for everybody.
        return runsElsewhereThan(await this.#goneTargets());
      case AuthorizeResult.CONDITIONAL:
        return runsOn(await this.#seenBy(who.initiator.entityRef, permissions));
      default:
        return NO_RUNS;
    }
  }

  #goneTargets(): Promise<ReadonlySet<string>> {
    return this.#gone.get('all', async () => {
      const targets = await this.#targets();
      const there = await this.#catalog.own(targets);
      return new Set(targets.filter(ref => !there.has(ref)));
    });
  }

  #seenBy(
    userRef: string,
    permissions: RunPermissions | undefined,
  ): Promise<ReadonlySet<string>> {
    return this.#seen.get(userRef, async () => {
      if (!permissions) return new Set();
      const targets = await this.#targets();
      const { credentials } = permissions;
      const seen = await this.#catalog.seenWith(credentials, targets);
      return new Set(targets.filter(ref => seen.has(ref)));
    });
  }

  #actedFor({ initiator, rights }: KnownMachine): Promise<ReadonlySet<string>> {
    return this.#acted.get(initiator.subject, async () => {
      const there = await this.#catalog.own(await this.#targets());
      const theirs = [...there].filter(([, entity]) =>
        ownersOf(entity).some(owner => rights.actsFor.has(owner)),
      );
      return new Set(theirs.map(([ref]) => ref));
    });
  }
}
