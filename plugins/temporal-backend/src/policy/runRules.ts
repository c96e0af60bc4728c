import {
  createConditionAuthorizer,
  createConditionExports,
  createConditionTransformer,
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import {
  initiatorRef,
  RUN_RESOURCE_TYPE,
} from 'backstage-plugin-temporal-common';
import { z } from 'zod';
import type { ListedRun } from '../runs/ListedRun';

/**
 * What permission rules know of a run: who asked for it, its action, and the
 * owners that its target had when it was asked for, all as refs. A run that was
 * started elsewhere has no initiator that could be proved, and no action (`''`).
 * @public
 */
export interface RunFacts {
  readonly initiator?: string;
  readonly action: string;
  readonly owners: readonly string[];
}

/** What the rules know of a run in the ledger. */
export function factsOf(
  run: Pick<ListedRun, 'initiator' | 'action' | 'owners' | 'verified'>,
): RunFacts {
  const { action, owners, verified } = run;
  const initiator = verified ? initiatorRef(run.initiator) : undefined;
  return { initiator, action: action.ref, owners };
}

/**
 * What a rule comes down to in SQL: the run's fact is one of some values.
 * @public
 */
export interface RunFilter {
  readonly fact: 'initiator' | 'action' | 'owner';
  readonly values: readonly string[];
}

/**
 * Runs, in the permission framework.
 * @public
 */
export const runResourceRef = createPermissionResourceRef<
  RunFacts,
  RunFilter
>().with({ pluginId: 'temporal', resourceType: RUN_RESOURCE_TYPE });

const refs = (about: string) => z.array(z.string()).describe(about);

const isInitiator = createPermissionRule({
  name: 'IS_INITIATOR',
  description: 'Allow for runs that one of these asked for',
  resourceRef: runResourceRef,
  paramsSchema: z.object({
    refs: refs('Entity refs of people, or subjects of machines'),
  }),
  apply: ({ initiator }, params) =>
    initiator !== undefined && params.refs.includes(initiator),
  toQuery: params => ({ fact: 'initiator', values: params.refs }),
});

const isTargetOwner = createPermissionRule({
  name: 'IS_TARGET_OWNER',
  description:
    'Allow for runs on entities that one of these owned when the run was asked for',
  resourceRef: runResourceRef,
  paramsSchema: z.object({ owners: refs('Entity refs of owners') }),
  apply: (run, params) => run.owners.some(ref => params.owners.includes(ref)),
  toQuery: params => ({ fact: 'owner', values: params.owners }),
});

const hasAction = createPermissionRule({
  name: 'HAS_ACTION',
  description: 'Allow for runs of these actions',
  resourceRef: runResourceRef,
  paramsSchema: z.object({
    actions: refs('Entity refs such as action:default/migrate-database'),
  }),
  apply: (run, params) => params.actions.includes(run.action),
  toQuery: params => ({ fact: 'action', values: params.actions }),
});

/**
 * The rules by which a permission policy may decide about runs.
 * @public
 */
export const runRules = { isInitiator, isTargetOwner, hasAction };

const rules = Object.values(runRules);

/** Whether a policy's decision gives a permission for one run. */
export const isGivenFor = createConditionAuthorizer<RunFacts, RunFilter>(rules);

/** A policy's conditions as criteria for the ledger. */
export const toCriteria = createConditionTransformer<RunFilter, typeof rules>(
  rules,
);

const made = createConditionExports({
  resourceRef: runResourceRef,
  rules: runRules,
});

/**
 * Conditions on runs, for permission policies.
 * @public
 */
export const runConditions = made.conditions;

/**
 * Makes a policy's decision about a run depend on conditions.
 * @public
 */
export const createRunConditionalDecision = made.createConditionalDecision;
