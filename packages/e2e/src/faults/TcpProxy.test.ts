import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { freePorts } from '../house/freePorts.ts';
import { TcpProxy } from './TcpProxy.ts';

const SOON_MS = 150;

describe('a proxy that can be made to fail', () => {
  let heard = '';
  let server: Server;
  let proxy: TcpProxy;

  before(async () => {
    const { own, target } = await freePorts('own', 'target');
    server = createServer(socket => {
      socket.on('error', () => {});
      socket.on('data', chunk => {
        heard += chunk;
        socket.write(`heard ${chunk}`);
      });
    });
    server.listen(target, '127.0.0.1');
    await once(server, 'listening');
    proxy = await TcpProxy.between(own, target);
  });

  after(async () => {
    await proxy.close();
    server.close();
  });

  async function aCaller(): Promise<Socket> {
    const socket = connect(proxy.port, '127.0.0.1');
    socket.setEncoding('utf8');
    await once(socket, 'connect');
    return socket;
  }

  /** What comes of saying something: the answer, nothing, or a broken line. */
  async function say(socket: Socket, words: string): Promise<unknown> {
    const answer = once(socket, 'data').then(([text]) => text);
    const silence = new Promise(resolve =>
      setTimeout(resolve, SOON_MS, 'silence'),
    );
    socket.write(words);
    return Promise.race([answer, silence]).catch(error => error.code);
  }

  it('hands everything on while all is well', async () => {
    const caller = await aCaller();
    assert.equal(await say(caller, 'hello'), 'heard hello');
    caller.destroy();
  });

  it('that hangs hands on later what was said meanwhile', async () => {
    const caller = await aCaller();
    await proxy.behave({ mode: 'hang' });
    assert.equal(await say(caller, 'late'), 'silence');
    assert.doesNotMatch(heard, /late/);
    const answer = once(caller, 'data');
    await proxy.behave({ mode: 'pass' });
    assert.deepEqual(await answer, ['heard late']);
    caller.destroy();
  });

  it('that is mute has requests arrive, and breaks when it is over', async () => {
    await proxy.behave({ mode: 'mute' });
    const caller = await aCaller();
    assert.equal(await say(caller, 'unheard'), 'silence');
    assert.match(heard, /unheard/);
    const broken = once(caller, 'error');
    await proxy.behave({ mode: 'pass' });
    const [error] = await broken;
    assert.equal(error.code, 'ECONNRESET');
  });

  it('breaks a connection after so many bytes, and no sooner', async () => {
    await proxy.behave({ mode: 'reset', afterBytes: 20 });
    const caller = await aCaller();
    assert.equal(await say(caller, 'ab'), 'heard ab');
    assert.equal(await say(caller, 'more than that'), 'ECONNRESET');
    await proxy.behave({ mode: 'pass' });
  });

  it('that refuses is not there, until it is again', async () => {
    await proxy.behave({ mode: 'refuse' });
    await assert.rejects(aCaller(), { code: 'ECONNREFUSED' });
    await proxy.behave({ mode: 'pass' });
    const caller = await aCaller();
    assert.equal(await say(caller, 'again'), 'heard again');
    caller.destroy();
  });
});
