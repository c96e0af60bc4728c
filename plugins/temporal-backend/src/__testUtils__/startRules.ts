import { StartRules, type StartConfig } from '../policy/StartRules';

/** Payments may use the queue `payments`, and nothing needs an approval. */
export function startRules(rest: Partial<StartConfig> = {}): StartRules {
  return new StartRules({
    namespace: 'default',
    taskQueues: [grant('payments')],
    approvals: [],
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
