import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { root } from '../../../../scripts/setup/places.mjs';
import { aBrowser } from '../browser/aBrowser.ts';
import { ActionsCard } from '../browser/ActionsCard.ts';
import { aSignedInVisitor, type Visitor } from '../browser/Visitor.ts';
import { aHouse } from '../house/aHouse.ts';
import { attributeOf, Collector } from '../house/Collector.ts';
import type { House } from '../house/House.ts';

const INSTRUMENTATION = join(root, 'packages/backend/instrumentation.js');
const OURS = /^(temporal |StartWorkflow:|RunActivity:)/;
const DEADLINE_MS = 60_000;

describe('a click that is traced', () => {
  let collector: Collector;
  let house: House;
  let browser: Browser;
  let ada: Visitor;

  before(async () => {
    collector = await Collector.listen();
    house = await aHouse({
      name: 'tracing',
      env: collector.env(INSTRUMENTATION),
    });
    browser = await aBrowser();
    ada = await aSignedInVisitor(browser, house, 'ada');
  });

  after(async () => {
    await ada?.leave();
    await browser?.close();
    await house?.stop();
    await collector?.close();
  });

  async function until(holds: () => boolean, what: () => string) {
    const deadline = Date.now() + DEADLINE_MS;
    while (!holds()) {
      assert.ok(Date.now() < deadline, what());
      await sleep(100);
    }
  }

  const startOf = () =>
    collector.spans.find(({ name }) => name === 'temporal run-start');
  const ofItsTrace = () =>
    collector.spans.filter(({ traceId }) => traceId === startOf()?.traceId);

  it('is one trace, from the request to the last activity on the worker', async () => {
    await ada.openEntity('payments-api');
    await new ActionsCard(ada.page).run('Migrate database');
    const names = () => ofItsTrace().map(({ name }) => name);
    const wanted = [
      'temporal run-start',
      'StartWorkflow:migrateDatabase',
      'RunActivity:admit',
      'temporal run-admit',
      'RunActivity:applyMigration',
    ];
    await until(
      () => wanted.every(name => names().includes(name)),
      () => `The trace has ${names().join(', ')}`,
    );
    const ids = new Map(ofItsTrace().map(span => [span.spanId, span]));
    const parentOf = (name: string) => {
      const span = ofItsTrace().find(one => one.name === name);
      return ids.get(span?.parentSpanId ?? '')?.name;
    };
    assert.equal(parentOf('temporal run-start'), 'POST');
    assert.equal(
      parentOf('StartWorkflow:migrateDatabase'),
      'temporal run-start',
    );
    assert.equal(
      parentOf('RunActivity:admit'),
      'StartWorkflow:migrateDatabase',
    );
    assert.equal(parentOf('temporal run-admit'), 'POST');
    const processes = new Set(ofItsTrace().map(({ pid }) => pid));
    assert.equal(processes.size, 2);
  });

  it('is found by the run, and says nothing of who asked for what', () => {
    const start = startOf();
    assert.ok(start);
    const run = attributeOf(start, 'temporal.run');
    assert.match(run, /^[0-9a-f-]{36}$/);
    // Those of the HTTP instrumentation have paths, as an access log has.
    const ours = ofItsTrace().filter(({ name }) => OURS.test(name));
    assert.ok(ours.length >= 5);
    for (const span of ours) {
      assert.doesNotMatch(
        JSON.stringify(span),
        /user:default|component:default|payments-api/,
      );
    }
  });

  it('is counted', async () => {
    const metrics = () => [...collector.metrics];
    await until(
      () =>
        ['temporal.run.starts', 'temporal.streams.open'].every(name =>
          collector.metrics.has(name),
        ),
      () => `There were ${metrics().join(', ')}`,
    );
  });
});
