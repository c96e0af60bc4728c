import type { BundleOptions } from '@temporalio/worker';

type ConfigHook = NonNullable<BundleOptions['webpackConfigHook']>;

const FOR_ACTIVITIES = 'backstage-plugin-temporal-worker';

/**
 * Has a bundle that would hold this library's functions for activities fail, and
 * say which workflow module wants them: `openSecret` in a workflow would write
 * down what it opened.
 */
export function workflowCodeOnly(hook: ConfigHook = asItIs): ConfigHook {
  return config => {
    const { externals = [], ...others } = hook(config);
    return { ...others, externals: [refuse, externals].flat() };
  };
}

async function refuse({
  request,
  contextInfo,
}: {
  readonly request?: string;
  readonly contextInfo?: { readonly issuer: string };
}): Promise<undefined> {
  if (request === FOR_ACTIVITIES) {
    throw new Error(
      `${contextInfo?.issuer} is workflow code, and ${FOR_ACTIVITIES} is for activities: import from ${FOR_ACTIVITIES}/workflow, and open secrets in an activity`,
    );
  }
  return undefined;
}

function asItIs<T>(config: T): T {
  return config;
}
