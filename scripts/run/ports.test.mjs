import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, it } from 'node:test';
import { demandFree, readPorts } from './ports.mjs';

describe('the ports of the house', () => {
  it('are the usual ones, unless a variable names another', () => {
    const ports = readPorts({ BACKEND_PORT: '17007' });
    assert.equal(ports.backend, 17007);
    assert.equal(ports.frontend, 3000);
  });

  it('are refused by the name of their variable when they are no ports', () => {
    assert.throws(
      () => readPorts({ SIGN_IN_PORT: 'x' }),
      /SIGN_IN_PORT is 'x'/,
    );
  });

  for (const host of ['127.0.0.1', '::']) {
    it(`are said to be in use when somebody listens on ${host}`, async () => {
      const server = createServer().listen(0, host);
      await once(server, 'listening');
      const backend = server.address().port;
      const ports = { ...readPorts({}), backend };
      await assert.rejects(
        demandFree(ports, ['backend']),
        new RegExp(`port ${backend} of the backend .*BACKEND_PORT=`),
      );
      server.close();
      await once(server, 'close');
      await demandFree(ports, ['backend']);
    });
  }
});
