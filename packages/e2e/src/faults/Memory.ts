import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Process } from '../../../../scripts/run/Process.mjs';

const LOOK_EVERY_MS = 500;
const KB_PER_MB = 1_024;

/** Looks at how much memory a process has, in MB, until it is told to stop. */
export class Memory {
  readonly #of: Process;
  readonly #timer: NodeJS.Timeout;
  #most = 0;

  constructor(of: Process) {
    this.#of = of;
    this.#timer = setInterval(() => this.now().catch(() => {}), LOOK_EVERY_MS);
  }

  /** The most that was seen. */
  get most(): number {
    return this.#most;
  }

  async now(): Promise<number> {
    const args = ['-o', 'rss=', '-p', String(this.#of.pid)];
    const { stdout } = await promisify(execFile)('ps', args);
    const megabytes = Math.round(Number(stdout.trim()) / KB_PER_MB);
    this.#most = Math.max(this.#most, megabytes);
    return megabytes;
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
