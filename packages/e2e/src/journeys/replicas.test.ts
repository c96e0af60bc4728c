import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { defaultPayloadConverter } from '@temporalio/common';
import { STATEMENT_HEADER } from 'backstage-plugin-temporal-common/workflow';
import { decodeProtectedHeader } from 'jose';
import { until } from '../../../../scripts/run/readiness.mjs';
import { aBrowser } from '../browser/aBrowser.ts';
import { aSignedInVisitor } from '../browser/Visitor.ts';
import { NewsOf } from '../callers/NewsOf.ts';
import { aStart, PAYMENTS_API, ROLLBACK } from '../callers/requests.ts';
import type { Answer, Api } from '../house/Api.ts';
import { aHouse } from '../house/aHouse.ts';
import { patReadsAudit, recordsIn } from '../house/auditIn.ts';
import type { House } from '../house/House.ts';
import { PostgresDatabase, postgresUrl } from '../house/PostgresDatabase.ts';
import { forgedStart, headerOf } from '../temporal/forgedStart.ts';
import { TemporalEye } from '../temporal/TemporalEye.ts';

const skip = postgresUrl ? false : 'there is no PostgreSQL here';
const SOON_MS = 2_000;
const LATER_MS = 60_000;

function idIn({ body, status }: Answer): string {
  const { id } = body as { id?: string };
  assert.ok(id, `${status} ${JSON.stringify(body)}`);
  return id;
}

describe(
  'two backends on one database, without sticky sessions',
  { skip },
  () => {
    let postgres: PostgresDatabase;
    let house: House;
    let temporal: TemporalEye;
    let tokens: Readonly<Record<'ada' | 'sofia' | 'pat', string>>;

    before(async () => {
      assert.ok(postgresUrl);
      const browser = await aBrowser();
      postgres = await PostgresDatabase.on(postgresUrl);
      const env = patReadsAudit;
      house = await aHouse({ name: 'replicas', postgres, env, replica: true });
      temporal = await TemporalEye.on(house);
      const tokenOf = async (name: string) =>
        (await aSignedInVisitor(browser, house, name)).token();
      tokens = {
        ada: await tokenOf('ada'),
        sofia: await tokenOf('sofia'),
        pat: await tokenOf('pat'),
      };
      await browser.close();
    });

    after(async () => {
      await temporal?.close();
      await house?.stop();
      await postgres?.drop();
    });

    const here = (name: keyof typeof tokens = 'ada') => house.api(tokens[name]);
    const there = (name: keyof typeof tokens = 'ada') =>
      house.replica.api(tokens[name]);
    const news = (backend: { readonly url: string }, cursor?: string) =>
      NewsOf.entity(backend, {
        token: tokens.ada,
        entityRef: PAYMENTS_API,
        cursor,
      });

    async function untilItIs(api: Api, id: string, status: string) {
      const is = async () =>
        ((await api.get(`/runs/${id}`)).body as { status?: string }).status ===
        status;
      assert.ok(await until(is, LATER_MS), `run ${id} never was ${status}`);
    }

    async function untilHeard(listener: NewsOf, id: string, withinMs: number) {
      const heard = async () => listener.said.includes(id);
      assert.ok(await until(heard, withinMs), `no news of run ${id}`);
    }

    it('let a viewer at one see at once what the other starts', async () => {
      const listener = await news(house.replica);
      const id = idIn(await here().startRun(aStart()));
      await untilHeard(listener, id, SOON_MS);
      listener.leave();
      await untilItIs(there(), id, 'succeeded');
    });

    it('start one run for one request that reaches both', async () => {
      for (let i = 0; i < 3; i += 1) {
        const body = aStart();
        const answers = await Promise.all([
          here().startRun(body),
          there().startRun(body),
        ]);
        const [id, sameId] = answers.map(idIn);
        assert.equal(id, sameId);
        assert.deepEqual(await temporal.workflowIds(`WorkflowId = '${id}'`), [
          id,
        ]);
        await untilItIs(here(), id, 'succeeded');
      }
    });

    it('count one answer to a question, whichever of them hears it', async () => {
      const asked = await here().startRun(
        aStart({ action: ROLLBACK, input: { to: '000' }, reason: 'A demo' }),
      );
      const id = idIn(asked);
      await untilItIs(there(), id, 'waiting-for-approval');
      const path = `/runs/${id}/questions/approval/answers`;
      const question = async () =>
        (
          (await there().get(`/runs/${id}`)).body as {
            questions: readonly unknown[];
          }
        ).questions.length > 0;
      assert.ok(await until(question, LATER_MS), 'nothing was asked');
      const approval = { answer: { decision: 'approve', reason: 'A demo' } };
      const answers = await Promise.all([
        there('sofia').post(path, approval),
        here('sofia').post(path, approval),
      ]);
      const statuses = answers.map(({ status }) => status);
      assert.ok(statuses.includes(200), JSON.stringify(answers));
      await untilItIs(here(), id, 'succeeded');
      const detail = (await there().get(`/runs/${id}`)).body as {
        questions: readonly { answers: readonly unknown[] }[];
      };
      assert.equal(detail.questions[0].answers.length, 1);
    });

    it('sign with the new key as soon as there is one', async () => {
      const keysAt = async (url: string) => {
        const answer = await fetch(`${url}/api/temporal/.well-known/jwks.json`);
        const { keys } = (await answer.json()) as { keys: { kid: string }[] };
        return keys.map(({ kid }) => kid);
      };
      const known = await keysAt(house.replica.url);
      await postgres.change(
        'temporal',
        "UPDATE signing_keys SET created_at = created_at - interval '31 days'",
      );
      const task =
        '/.backstage/scheduler/v1/tasks/temporal-rotate-keys/trigger';
      await here().post(task, {});
      const rotated = async () =>
        (await keysAt(house.url)).length > known.length;
      assert.ok(await until(rotated, LATER_MS), 'no new key');
      const keys = await keysAt(house.replica.url);
      assert.deepEqual(keys.toSorted(), (await keysAt(house.url)).toSorted());
      const [fresh] = keys.filter(key => !known.includes(key));
      for (const api of [here(), there()]) {
        const id = idIn(await api.startRun(aStart()));
        await untilItIs(api, id, 'succeeded');
        assert.equal(await signerOf(id), fresh);
      }
    });

    async function signerOf(id: string) {
      const header = await headerOf(temporal.client, id);
      const jws = defaultPayloadConverter.fromPayload<string>(
        header[STATEMENT_HEADER],
      );
      return decodeProtectedHeader(jws).kid;
    }

    /** Starts a workflow around both, and waits for its one record. */
    async function adoptedBy(api: Api): Promise<void> {
      const workflowId = `by-hand-${randomUUID()}`;
      const forgery = { workflowId, header: {}, input: {} };
      const handle = await forgedStart(temporal.connection, forgery);
      const { runId: run } = await handle.describe();
      const records = () => recordsIn(api, { event: 'run-adopt', run });
      const recorded = async () => (await records()).length > 0;
      assert.ok(await until(recorded, LATER_MS), `${run} was never adopted`);
      const [record, ...others] = await records();
      assert.equal(record.outcome, 'succeeded');
      assert.deepEqual(others, []);
    }

    it('catch up one at a time, so that what is adopted is so once', async () => {
      await adoptedBy(there('pat'));
      await adoptedBy(here('pat'));
    });

    it('do without each other: who was at the one that died goes on at the other', async () => {
      const orphaned = await news(house);
      const listener = await news(house.replica);
      const settled = async () => orphaned.cursor !== undefined;
      assert.ok(await until(settled, SOON_MS));
      const { cursor } = orphaned;
      await house.process('backend').kill();
      assert.ok(await until(async () => orphaned.cut, SOON_MS));
      assert.ok(!listener.cut);
      const id = idIn(await there().startRun(aStart()));
      await untilHeard(listener, id, SOON_MS);
      const resumed = await news(house.replica, cursor);
      await untilHeard(resumed, id, SOON_MS);
      await adoptedBy(there('pat'));
      await house.process('backend').start();
      await untilItIs(here(), id, 'succeeded');
      listener.leave();
      resumed.leave();
    });
  },
);
