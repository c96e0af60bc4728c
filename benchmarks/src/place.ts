import { randomUUID } from 'node:crypto';
import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { aBrowser } from '../../packages/e2e/src/browser/aBrowser.ts';
import {
  aSignedInVisitor,
  type Visitor,
} from '../../packages/e2e/src/browser/Visitor.ts';
import { aHouse } from '../../packages/e2e/src/house/aHouse.ts';
import type { Answer } from '../../packages/e2e/src/house/Api.ts';
import type { House } from '../../packages/e2e/src/house/House.ts';
import { TemporalEye } from '../../packages/e2e/src/temporal/TemporalEye.ts';
import { root } from '../../scripts/setup/places.mjs';

export const TARGET = 'component:default/payments-api';
export const TASK_QUEUE = 'payments';
export const WORKFLOW = 'measure';

/** An action that may run many times at once, beside those of the example. */
function anAction(name: string, workflowType: string, targets: object) {
  return `---
apiVersion: temporal.io/v1alpha1
kind: Action
metadata:
  name: ${name}
  title: ${name}
spec:
  owner: group:default/payments
  workflowType: ${workflowType}
  taskQueue: ${TASK_QUEUE}
  targets: ${JSON.stringify(targets)}
  input:
    type: object
    properties:
      label:
        type: string
`;
}

function aComponent(name: string) {
  return `---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ${name}
spec:
  type: measured
  lifecycle: production
  owner: group:default/payments
`;
}

/** An entity with twenty actions, and one with one of them. */
export const WIDE = 'component:default/wide';
export const NARROW = 'component:default/narrow';

const services = { kind: 'component', 'spec.type': 'service' };
const ACTIONS = [
  anAction(WORKFLOW, WORKFLOW, services),
  anAction('first-activity', 'firstActivity', services),
  ...Array.from({ length: 20 }, (_, i) =>
    anAction(`wide-${i}`, WORKFLOW, {
      'metadata.name': i === 0 ? { $in: ['wide', 'narrow'] } : 'wide',
    }),
  ),
].join('');
const ENTITIES = aComponent('wide') + aComponent('narrow');

/**
 * Where figures are taken: a house with the two workers to compare, and Ada in
 * front of it.
 */
export interface Place {
  readonly house: House;
  readonly eye: TemporalEye;
  readonly ada: Visitor;
  readonly token: string;
  start(rest?: object): Promise<Answer>;
  leave(): Promise<void>;
}

export async function aPlace(options: {
  readonly name: string;
  readonly env?: Readonly<Record<string, string>>;
}): Promise<Place> {
  const examples = await mkdtemp(join(tmpdir(), 'backstage-bench-'));
  await cp(join(root, 'examples'), examples, { recursive: true });
  await appendFile(join(examples, 'actions.yaml'), ACTIONS);
  await appendFile(join(examples, 'entities.yaml'), ENTITIES);
  const env = {
    EXAMPLES_DIR: examples,
    // More than one person does.
    APP_CONFIG_temporal_limits_startsPerMinute: '1000000',
    APP_CONFIG_temporal_limits_streamsPerCaller: '1000000',
    ...options.env,
  };
  const workerMain = fileURLToPath(new URL('twoWorkers.cts', import.meta.url));
  const house = await aHouse({ name: options.name, env, workerMain });
  const browser: Browser = await aBrowser();
  const ada = await aSignedInVisitor(browser, house, 'ada');
  const token = await ada.token();
  const eye = await TemporalEye.on(house);
  const start = (rest: object = {}) =>
    house.api(token).startRun({
      action: `action:default/${WORKFLOW}`,
      entityRef: TARGET,
      input: { label: 'x' },
      requestKey: randomUUID(),
      ...rest,
    });
  const leave = async () => {
    await eye.close();
    await browser.close();
    await house.stop();
    await rm(examples, { recursive: true, force: true });
  };
  await untilOffered(start);
  return { house, eye, ada, token, start, leave };
}

/** The catalog needs a moment to read the action. */
async function untilOffered(start: () => Promise<Answer>): Promise<void> {
  for (let i = 0; i < 60; i += 1) {
    const { status } = await start();
    if (status === 201) return;
    await new Promise(resolve => setTimeout(resolve, 1000));
  }
  throw new Error('The catalog never offered the action to measure with');
}
