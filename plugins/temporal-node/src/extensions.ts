import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { ActionSource } from './actions';

/**
 * Lets a module add actions that are not catalog entities.
 * @public
 */
export interface ActionSourcesExtensionPoint {
  addSource(source: ActionSource): void;
}

/** @public */
export const actionSourcesExtensionPoint =
  createExtensionPoint<ActionSourcesExtensionPoint>({
    id: 'temporal.action-sources',
  });
