import { randomUUID } from 'node:crypto';
import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
const ACTION = `---
apiVersion: temporal.io/v1alpha1
kind: Action
metadata:
  name: measure
  title: Measure
spec:
  owner: group:default/payments
  workflowType: ${WORKFLOW}
  taskQueue: ${TASK_QUEUE}
  targets:
    kind: component
    spec.type: service
  input:
    type: object
    properties:
      label:
        type: string
`;

/** Where figures are taken: a house without its worker, and Ada in front of it. */
export interface Place {
  readonly house: House;
  readonly eye: TemporalEye;
  readonly ada: Visitor;
  readonly token: string;
  start(rest?: object): Promise<Answer>;
  leave(): Promise<void>;
}

export async function aPlace(): Promise<Place> {
  const examples = await mkdtemp(join(tmpdir(), 'backstage-bench-'));
  await cp(join(root, 'examples'), examples, { recursive: true });
  await appendFile(join(examples, 'actions.yaml'), ACTION);
  const env = {
    EXAMPLES_DIR: examples,
    // More starts than one person makes.
    APP_CONFIG_temporal_limits_startsPerMinute: '1000000',
  };
  const house = await aHouse({ name: 'bench', env });
  // Workflows that are worked on would compete with what is measured.
  await house.process('worker').kill();
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
