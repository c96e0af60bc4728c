import {
  bundleWorkflowCode,
  Runtime,
  type BundleOptions,
  type WorkerOptions,
  type WorkflowBundleOption,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import { readFile } from 'node:fs/promises';
import { workflowCodeOnly } from './workflowCodeOnly';

// The entry point itself, so that workflows that import it share its state.
const INTERCEPTORS = 'backstage-plugin-temporal-worker/workflow';
const MARK =
  '// bundled with admission and sealing by backstage-plugin-temporal-worker';
const SOURCE_MAP = '//# sourceMappingURL=';

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
    webpackConfigHook: workflowCodeOnly(options.webpackConfigHook),
    // Nobody else's interceptor may run before admission.
    workflowInterceptorModules: [
      require.resolve(INTERCEPTORS),
      ...(options.workflowInterceptorModules ?? []),
    ],
  });
  return { ...bundle, code: marked(bundle.code) };
}

/**
 * The bundle for a worker: the one it was given, or one of the workflows it was
 * given; none if it serves activities only.
 * @throws Error if a given bundle was not made by `bundleActionWorkflows`
 */
export async function bundleFor(
  options: Omit<WorkerOptions, 'connection'>,
): Promise<WorkflowBundleOption | undefined> {
  const { workflowBundle, workflowsPath, dataConverter } = options;
  if (workflowBundle) {
    await assertBundledWithAdmission(workflowBundle);
    return workflowBundle;
  }
  if (!workflowsPath) {
    return undefined;
  }
  return bundleActionWorkflows({
    ...options.bundlerOptions,
    workflowsPath,
    workflowInterceptorModules: options.interceptors?.workflowModules,
    payloadConverterPath: dataConverter?.payloadConverterPath,
    failureConverterPath: dataConverter?.failureConverterPath,
    plugins: options.plugins,
    logger: Runtime.instance().logger,
  });
}

// Temporal adds no interceptors to a prebuilt bundle, so one made without them
// would run workflows unadmitted, and leave secrets unsealed.
async function assertBundledWithAdmission(
  bundle: WorkflowBundleOption,
): Promise<void> {
  const code =
    'code' in bundle ? bundle.code : await readFile(bundle.codePath, 'utf8');
  if (!code.includes(MARK)) {
    throw new Error(
      'This workflow bundle lacks admission or sealing: build it with bundleActionWorkflows, of the version that the worker has, instead of bundleWorkflowCode',
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
