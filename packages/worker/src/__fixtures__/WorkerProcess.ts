import { spawn, type ChildProcess } from 'node:child_process';

const ENTRY = require.resolve('../index');
const TRANSFORM = require.resolve('@backstage/cli/config/nodeTransform.cjs');

/** The worker as it is run: a process of its own, from source. */
export class WorkerProcess {
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;
  #log = '';

  private constructor(environment: Readonly<Record<string, string>>) {
    this.#child = spawn(process.execPath, ['--require', TRANSFORM, ENTRY], {
      env: { PATH: process.env.PATH, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#ended = new Promise(resolve => this.#child.once('exit', resolve));
    for (const output of [this.#child.stdout, this.#child.stderr]) {
      output?.on('data', text => {
        this.#log += text;
      });
    }
  }

  /** Starts one without waiting for it. */
  static start(environment: Readonly<Record<string, string>>): WorkerProcess {
    return new WorkerProcess(environment);
  }

  /** Its exit code, once it has ended by itself. */
  get ended(): Promise<number | null> {
    return this.#ended;
  }

  /** Waits until it wrote this. */
  async says(text: string): Promise<void> {
    while (!this.#log.includes(text)) {
      if (this.#child.exitCode !== null) {
        throw new Error(`The worker ended without "${text}":\n${this.#log}`);
      }
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }

  /** Sends a signal and waits for the end. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    this.#child.kill(signal);
    return this.#ended;
  }
}
