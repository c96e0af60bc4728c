import { StartRules, type StartConfig } from '../policy/StartRules';

/** Payments may use the queue `payments`. */
export function startRules(rest: Partial<StartConfig> = {}): StartRules {
  return new StartRules({
    namespace: 'default',
    taskQueues: [grant('payments')],
    ...rest,
  });
}

/** The queue `payments` in namespace `default`, for the group of this name. */
export function grant(group: string) {
  return {
    owner: `group:default/${group}`,
    namespaces: new Set(['default']),
    queues: new Set(['payments']),
  };
}
