import { mockServices } from '@backstage/backend-test-utils';
import { MiddlewareFactory } from '@backstage/backend-defaults/rootHttpRouter';
import express from 'express';
import Router from 'express-promise-router';
import createKnex from 'knex';
import { createServer, type AddressInfo, type Server } from 'node:net';
import request from 'supertest';
import { answerTrouble } from './answerTrouble';

/** What asks a database that nobody serves, or that hangs up. */
function aDoorTo(port: number) {
  const knex = createKnex({
    client: 'pg',
    connection: { host: '127.0.0.1', port },
  });
  const router = Router();
  router.get('/runs', async (_req, res) => {
    res.json(await knex('runs'));
  });
  router.get('/mistake', async () => {
    throw new TypeError('A mistake of ours');
  });
  router.use(answerTrouble);
  const app = express().use(router);
  app.use(
    MiddlewareFactory.create({
      config: mockServices.rootConfig(),
      logger: mockServices.logger.mock(),
    }).error(),
  );
  return { app, close: () => knex.destroy() };
}

async function hangingUp(): Promise<Server> {
  const server = createServer(socket => socket.destroy());
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return server;
}

describe('a database that went away', () => {
  it('is a 503 that tells what to do, and not where the database is', async () => {
    const server = await hangingUp();
    const { port } = server.address() as AddressInfo;
    const door = aDoorTo(port);
    const hungUp = await request(door.app).get('/runs');
    await new Promise(resolve => server.close(resolve));
    const refused = await request(door.app).get('/runs');
    await door.close();
    for (const { status, body } of [hungUp, refused]) {
      expect(status).toBe(503);
      expect(body.error.message).toMatch(/Send the same request again$/);
      expect(JSON.stringify(body)).not.toContain(String(port));
    }
  });

  it('is not what a mistake of ours is taken for', async () => {
    const door = aDoorTo(1);
    const { status } = await request(door.app).get('/mistake');
    await door.close();
    expect(status).toBe(500);
  });
});
