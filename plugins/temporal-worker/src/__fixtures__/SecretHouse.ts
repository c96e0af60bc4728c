import type { WorkflowHandle } from '@temporalio/client';
import { DefaultLogger, type LogEntry } from '@temporalio/worker';
import { inspect } from 'node:util';
import { secret, startRun, type TestRun } from '../testing';
import type { ActionWorker, ActionWorkerOptions } from '../worker';
import { aBundle, aHouse, type House } from './house';
import { createSecretActivities } from './secretActivities';

type Bundle = Awaited<ReturnType<typeof aBundle>>;

export const SECRETIVE = 'secretive';

/** A house whose runs are given secrets. */
export class SecretHouse {
  readonly house: House;
  /** What its activities opened. */
  readonly opened: string[] = [];
  readonly bundle: Bundle;
  readonly #log: readonly LogEntry[];

  private constructor(house: House, bundle: Bundle, log: readonly LogEntry[]) {
    this.house = house;
    this.bundle = bundle;
    this.#log = log;
  }

  static async start(): Promise<SecretHouse> {
    const workflows = require.resolve('./secretWorkflows');
    const log: LogEntry[] = [];
    const logger = new DefaultLogger('WARN', line => log.push(line));
    const house = await aHouse({ logger });
    return new SecretHouse(house, await aBundle(workflows), log);
  }

  /** Whether a worker logged that something of a run failed for this reason. */
  warned({ workflowId }: WorkflowHandle, why: string): boolean {
    return this.#log.some(
      ({ meta }) =>
        meta?.workflowId === workflowId && String(meta.error).includes(why),
    );
  }

  async close(): Promise<void> {
    await this.house.close();
  }

  /** Whether a worker logged this, in whatever it said. */
  logged(text: string): boolean {
    return inspect(this.#log, { depth: 20 }).includes(text);
  }

  worker(options: Partial<ActionWorkerOptions> = {}): Promise<ActionWorker> {
    return this.house.worker({
      taskQueue: SECRETIVE,
      workflowBundle: this.bundle,
      activities: createSecretActivities(this.opened),
      secrets: this.house.backend.secrets,
      ...options,
    });
  }

  /** Lets a worker serve while something is done. */
  async serving<T>(
    work: () => Promise<T>,
    options: Partial<ActionWorkerOptions> = {},
  ): Promise<T> {
    return (await this.worker(options)).runUntil(work);
  }

  /** Starts a run that is given this password, or another input. */
  async start(
    workflowType: string,
    password: unknown,
    rest: Partial<TestRun> = {},
  ) {
    const { backend, temporal } = this.house;
    const given =
      typeof password === 'object'
        ? password
        : secret(Object(password).valueOf());
    return startRun({
      connection: temporal.connection,
      taskQueue: SECRETIVE,
      run: await backend.sign({
        workflowType,
        input: { password: given },
        ...rest,
      }),
      secrets: backend.secrets,
    });
  }

  /** The executions of a run and its children, as Temporal keeps them. */
  async executionsOf({ workflowId }: WorkflowHandle) {
    const { workflowService } = this.house.temporal.connection;
    const { executions } = await workflowService.listWorkflowExecutions({
      namespace: 'default',
      query: `WorkflowId = '${workflowId}' OR ParentWorkflowId = '${workflowId}'`,
    });
    return Promise.all(
      executions.map(async ({ execution }) => {
        const of = { namespace: 'default', execution };
        return {
          described: await workflowService.describeWorkflowExecution(of),
          told: await workflowService.getWorkflowExecutionHistory(of),
        };
      }),
    );
  }
}
