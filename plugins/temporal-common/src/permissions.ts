import {
  createPermission,
  type BasicPermission,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';

/** The resource type of runs in the permission framework. @public */
export const RUN_RESOURCE_TYPE = 'temporal-run';

function ofRun(
  verb: string,
  action: 'read' | 'update' | 'delete',
): ResourcePermission<typeof RUN_RESOURCE_TYPE> {
  return createPermission({
    name: `temporal.run.${verb}`,
    attributes: { action },
    resourceType: RUN_RESOURCE_TYPE,
  });
}

/**
 * To start an action on an entity. Its resource is the catalog entity, so that
 * the catalog's own rules (`IS_ENTITY_OWNER`, `HAS_LABEL`, …) decide it.
 * @public
 */
export const runStartPermission: ResourcePermission<'catalog-entity'> =
  createPermission({
    name: 'temporal.run.start',
    attributes: { action: 'create' },
    // That of the catalog, whose package is too large to import for a word.
    resourceType: 'catalog-entity',
  });

/** To see that a run exists, and how it is going. @public */
export const runReadPermission = ofRun('read', 'read');

/** To see what somebody else's run was given and gave back. @public */
export const runReadInputsPermission = ofRun('read-inputs', 'read');

/** To cancel a run. @public */
export const runCancelPermission = ofRun('cancel', 'update');

/** To terminate a run. @public */
export const runTerminatePermission = ofRun('terminate', 'delete');

/** To retry a run. @public */
export const runRetryPermission = ofRun('retry', 'update');

/** To pause a run, and to let it go on. @public */
export const runPausePermission = ofRun('pause', 'update');

/** To answer what a waiting run asks. @public */
export const runAnswerPermission = ofRun('answer', 'update');

/** To withdraw one's request for a run. @public */
export const runWithdrawPermission = ofRun('withdraw', 'update');

/** To read and export the audit. @public */
export const auditReadPermission: BasicPermission = createPermission({
  name: 'temporal.audit.read',
  attributes: { action: 'read' },
});

/** Every permission whose resource is a run. @public */
export const runPermissions = [
  runReadPermission,
  runReadInputsPermission,
  runCancelPermission,
  runTerminatePermission,
  runRetryPermission,
  runPausePermission,
  runAnswerPermission,
  runWithdrawPermission,
] as const;
