import type { Entity } from '@backstage/catalog-model';
import { initiatorRef, ownersOf } from 'backstage-plugin-temporal-common';
import type { ListedRun } from '../runs/ListedRun';
import type { KnownCaller, KnownMachine } from './RunPolicy';

/** Whether it is a machine that asks. */
export function isMachine(who: KnownCaller): who is KnownMachine {
  return who.initiator.kind === 'service';
}

/**
 * Whether it is who asked for the run. What was started elsewhere only claims to
 * be somebody's.
 */
export function isInitiator(who: KnownCaller, run: ListedRun): boolean {
  const same = initiatorRef(who.initiator) === initiatorRef(run.initiator);
  return run.verified && same;
}

function ownersIn(target: Entity | undefined): readonly string[] {
  return target ? ownersOf(target) : [];
}

/** Whether somebody owns an entity. A machine owns nothing, whomever it acts for. */
export async function owns(
  who: KnownCaller,
  target: Entity | undefined,
): Promise<boolean> {
  if (isMachine(who) || !who.identities) return false;
  return who.identities.includeAnyOf(ownersIn(target));
}
