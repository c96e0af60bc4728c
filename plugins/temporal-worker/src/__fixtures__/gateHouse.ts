import type { WorkflowHandle } from '@temporalio/client';
import type { Verdict } from 'backstage-plugin-temporal-common';
import { giveAnswer, type TestAnswer, type TestApproval } from '../testing';
import {
  bundleActionWorkflows,
  createGateWorker,
  gateWorkflowsPath,
  type ActionWorker,
} from '../worker';
import { aHouse, type House } from './house';
import { until } from './until';

export const ADA = 'user:default/ada';
export const SOFIA = 'user:default/sofia';
export const BO = 'user:default/bo';

type Bundle = Awaited<ReturnType<typeof bundleActionWorkflows>>;

/** A house with a gate before it, which can be closed and opened again. */
export class GateHouse {
  readonly house: House;
  readonly #bundle: Bundle;
  #gate:
    | { readonly worker: ActionWorker; readonly serving: Promise<void> }
    | undefined;

  private constructor(house: House, bundle: Bundle) {
    this.house = house;
    this.#bundle = bundle;
  }

  static async start(): Promise<GateHouse> {
    const workflowsPath = gateWorkflowsPath();
    const bundle = await bundleActionWorkflows({ workflowsPath });
    const gateHouse = new GateHouse(await aHouse(), bundle);
    await gateHouse.open();
    return gateHouse;
  }

  async open(): Promise<void> {
    const worker = await createGateWorker({
      connection: this.house.temporal.nativeConnection,
      namespaces: ['default'],
      backend: this.house.backend.backend,
      workflowBundle: this.#bundle,
    });
    this.#gate = { worker, serving: worker.run() };
  }

  async close(): Promise<void> {
    this.#gate?.worker.shutdown();
    await this.#gate?.serving;
    this.#gate = undefined;
  }

  async stop(): Promise<void> {
    await this.close();
    await this.house.close();
  }

  sign(terms: Partial<TestApproval> = {}) {
    return this.house.backend.sign({
      workflowType: 'gated',
      input: { to: '3' },
      approval: { taskQueue: this.house.taskQueue, ...terms },
    });
  }

  /** A run that waits for its approval. */
  async requested(terms: Partial<TestApproval> = {}) {
    const run = await this.house.start(await this.sign(terms));
    await until(
      () => this.house.backend.questionsOf(run.workflowId).length > 0,
    );
    return run;
  }

  async give(given: TestAnswer) {
    const statement = await this.house.backend.signAnswer(given);
    return giveAnswer(this.house.temporal.connection, given, statement);
  }
}

/** A verdict of Sofia's on a run, unless told otherwise. */
export function saying(
  { workflowId }: WorkflowHandle,
  verdict: Verdict,
  changed: Partial<TestAnswer> = {},
): TestAnswer {
  return {
    ...{ runId: workflowId, question: 'approval', by: SOFIA, verdict },
    answer: { decision: verdict, reason: 'It is Friday' },
    ...changed,
  };
}

/** What was said to an answer: its receipt, or the type of the refusal. */
export function told<T>(giving: Promise<T>): Promise<T | string> {
  return giving.catch(error => error.cause?.type ?? String(error));
}

/** The result of a run, or the type of its failure. */
export function outcomeOf(run: WorkflowHandle): Promise<unknown> {
  return run.result().catch(error => error.cause?.type);
}
