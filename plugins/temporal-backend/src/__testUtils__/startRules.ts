import type { ActionSpec } from 'backstage-plugin-temporal-common';
import { aNamespaceMap } from './aNamespaceMap';
import { PLACE } from './someNamespaces';
import { StartRules, type StartConfig } from '../policy/StartRules';

/** Payments may use the queue `payments`. */
export function startRules(rest: Partial<StartConfig> = {}): StartRules {
  return new StartRules({
    namespaces: aNamespaceMap(),
    taskQueues: [grant('payments')],
    sealsSecrets: true,
    ...rest,
  });
}

/** The queue `payments` in namespace `default`, for the group of this name. */
export function grant(group: string) {
  return {
    owner: `group:default/${group}`,
    places: [PLACE],
    queues: new Set(['payments']),
  };
}

/** The action that greets, of payments, as the rules see it. */
export function greeting(spec: Partial<ActionSpec> = {}) {
  return {
    ref: 'action:default/greet',
    title: 'Greet',
    spec: {
      owner: 'group:default/payments',
      workflowType: 'greet',
      taskQueue: 'payments',
      targets: { kind: 'component' },
      ...spec,
    },
  };
}
