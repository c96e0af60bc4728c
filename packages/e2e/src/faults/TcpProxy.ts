import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/**
 * What becomes of the bytes: `pass` hands all on; `refuse` has nobody listen;
 * `hang` keeps connections open and hands nothing on; `mute` hands on what is
 * asked, and nothing of what is answered; `reset` breaks a connection after so
 * many bytes, in the middle of whatever they were.
 */
export type Behaviour =
  | { readonly mode: 'pass' | 'refuse' | 'hang' | 'mute' }
  | { readonly mode: 'reset'; readonly afterBytes: number };

const PASS: Behaviour = { mode: 'pass' };
const HOST = '127.0.0.1';

/** Both ends of one connection through the proxy. */
class Link {
  readonly #asker: Socket;
  readonly #answerer: Socket;
  #left = Infinity;

  constructor(asker: Socket, answerer: Socket) {
    this.#asker = asker;
    this.#answerer = answerer;
    this.#join(asker, answerer);
    this.#join(answerer, asker);
  }

  behave(now: Behaviour): void {
    this.#left = now.mode === 'reset' ? now.afterBytes : Infinity;
    const [asks, answers] = [now.mode !== 'hang', now.mode === 'pass'];
    this.#let(this.#asker, asks);
    this.#let(this.#answerer, answers || now.mode === 'reset');
  }

  cut(): void {
    this.#asker.resetAndDestroy();
    this.#answerer.resetAndDestroy();
  }

  #let(socket: Socket, flow: boolean): void {
    if (flow) socket.resume();
    else socket.pause();
  }

  #join(from: Socket, to: Socket): void {
    from.on('data', chunk => {
      this.#left -= chunk.length;
      if (this.#left < 0) this.cut();
      else to.write(chunk);
    });
    from.on('end', () => to.end());
    from.on('error', () => to.destroy());
    from.on('close', () => to.destroy());
  }
}

/** A way over TCP, on this machine only, that can be made to fail. */
export class TcpProxy {
  readonly port: number;
  readonly #target: number;
  readonly #links = new Set<Link>();
  #server: Server | undefined;
  #now: Behaviour = PASS;

  private constructor(port: number, target: number) {
    this.port = port;
    this.#target = target;
  }

  /** Listens on `port`, and connects to `target` for whoever comes. */
  static async between(port: number, target: number): Promise<TcpProxy> {
    const proxy = new TcpProxy(port, target);
    await proxy.#listen();
    return proxy;
  }

  async behave(behaviour: Behaviour): Promise<void> {
    const before = this.#now.mode;
    this.#now = behaviour;
    // Answers that were swallowed can't come late: their connection is broken.
    if (before === 'mute' || behaviour.mode === 'refuse') this.cut();
    if (behaviour.mode === 'refuse') await this.#deafen();
    else await this.#listen();
    this.#links.forEach(link => link.behave(behaviour));
  }

  /** Breaks all connections that are open now; new ones are welcome. */
  cut(): number {
    const links = [...this.#links];
    links.forEach(link => link.cut());
    return links.length;
  }

  async close(): Promise<void> {
    this.cut();
    await this.#deafen();
  }

  async #listen(): Promise<void> {
    if (this.#server) return;
    const server = createServer(asker => this.#welcome(asker));
    this.#server = server;
    server.listen(this.port, HOST);
    await once(server, 'listening');
  }

  async #deafen(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    server.close();
    await once(server, 'close');
  }

  #welcome(asker: Socket): void {
    const answerer = connect({ host: HOST, port: this.#target });
    const link = new Link(asker, answerer);
    this.#links.add(link);
    asker.once('close', () => this.#links.delete(link));
    link.behave(this.#now);
  }
}
