import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';

const RECONCILE = 'temporal-reconcile';
const PREPARE = 'temporal-prepare-namespaces';
const ROTATE = 'temporal-rotate-keys';
const WATCH = 'temporal-watch-credentials';

/**
 * A scheduler that does every task once, when the backend has started, and
 * those of the reconciler, the namespaces, the keys and the credentials whenever
 * it is told to.
 */
export function aScheduler() {
  const service = mockServices.scheduler();
  const factory = createServiceFactory({
    service: coreServices.scheduler,
    deps: { lifecycle: coreServices.lifecycle },
    factory: ({ lifecycle }) => {
      lifecycle.addStartupHook(async () => {
        for (const { id } of await service.getScheduledTasks()) {
          if (id !== RECONCILE) await service.triggerTask(id);
        }
      });
      return service;
    },
  });
  return {
    factory,
    reconcile: () => service.triggerTask(RECONCILE),
    prepare: () => service.triggerTask(PREPARE),
    rotate: () => service.triggerTask(ROTATE),
    watchCredentials: () => service.triggerTask(WATCH),
  };
}
