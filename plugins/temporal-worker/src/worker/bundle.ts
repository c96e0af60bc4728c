import {
  bundleWorkflowCode,
  type BundleOptions,
  type WorkflowBundleOption,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import { readFile } from 'node:fs/promises';

// The entry point itself, so that workflows that import it share its state.
const INTERCEPTORS = 'backstage-plugin-temporal-worker/workflow';
const MARK = '// bundled with admission by backstage-plugin-temporal-worker';
const SOURCE_MAP = '//# sourceMappingURL=';

/**
 * The workflow interceptor modules of a worker, admission first: nobody else's
 * interceptor may run before it.
 */
export function withAdmission(modules: readonly string[] = []): string[] {
  return [require.resolve(INTERCEPTORS), ...modules];
}

/**
 * Bundles workflows together with the interceptors that have each run admitted,
 * once, for the `workflowBundle` of `createActionWorker`.
 * @public
 */
export async function bundleActionWorkflows(
  options: BundleOptions,
): Promise<WorkflowBundleWithSourceMap> {
  const bundle = await bundleWorkflowCode({
    ...options,
    workflowInterceptorModules: withAdmission(
      options.workflowInterceptorModules,
    ),
  });
  return { ...bundle, code: marked(bundle.code) };
}

/**
 * Temporal adds no interceptors to a prebuilt bundle, so one made without them
 * would run workflows unadmitted.
 * @throws Error if the bundle was not made by `bundleActionWorkflows`
 */
export async function assertBundledWithAdmission(
  bundle: WorkflowBundleOption,
): Promise<void> {
  const code =
    'code' in bundle ? bundle.code : await readFile(bundle.codePath, 'utf8');
  if (!code.includes(MARK)) {
    throw new Error(
      'This workflow bundle has no admission in it: build it with bundleActionWorkflows instead of bundleWorkflowCode',
    );
  }
}

// The source map must stay last.
function marked(code: string): string {
  const end = code.lastIndexOf(SOURCE_MAP);
  return end < 0
    ? `${code}\n${MARK}\n`
    : `${code.slice(0, end)}${MARK}\n${code.slice(end)}`;
}
