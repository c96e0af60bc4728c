import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { plainEnv } from '../setup/commands.mjs';
import { until } from './readiness.mjs';

const READY_TIMEOUT_MS = 180_000;
const STOP_TIMEOUT_MS = 40_000;
const LAST_LINES = 25;

const started = new Set();

// However we end, an error included, nothing that we started outlives us.
process.on('exit', () => {
  for (const each of started) {
    each.signal('SIGKILL');
  }
});

/**
 * One process of the house, with all that it starts itself: the group is
 * signalled as a whole, and it counts as gone when nobody of it is left.
 */
export class Process {
  #spec;
  #logFile;
  #child;
  #end;
  #died = Promise.withResolvers();

  /**
   * `spec` has `name`, `command`, `args`, `cwd`, `env` and `isReady`, and the
   * `uid` and `gid` of whom it runs as, if not of us.
   */
  constructor(spec, logDir) {
    this.#spec = spec;
    this.#logFile = join(logDir, `${spec.name}.log`);
  }

  get name() {
    return this.#spec.name;
  }

  /** Its process id, once it was started. */
  get pid() {
    return this.#child?.pid;
  }

  get logFile() {
    return this.#logFile;
  }

  /** Starts it, and waits until it is ready. */
  async start() {
    if (this.#end) {
      this.#end = undefined;
      this.#died = Promise.withResolvers();
    }
    this.#spawn();
    started.add(this);
    const settled = await until(
      async () => this.#end !== undefined || (await this.#spec.isReady(this)),
      READY_TIMEOUT_MS,
    );
    if (!settled || this.#end) {
      const what = this.#end ?? `was not ready in ${READY_TIMEOUT_MS / 1000} s`;
      throw new Error(this.tell(what));
    }
  }

  /** Resolves to what ended it, whenever that is. */
  get died() {
    return this.#died.promise;
  }

  /** All that it has printed since it was started. */
  get log() {
    return readFileSync(this.#logFile, 'utf8');
  }

  /** What happened to it, with the last lines of its log. */
  tell(what) {
    const lines = this.log.trimEnd().split('\n').slice(-LAST_LINES);
    return `The ${this.name} ${what}. Its log is ${
      this.#logFile
    } and ends with:\n${lines.join('\n')}`;
  }

  /** Stops it in an orderly way, or by force when that takes too long. */
  async stop() {
    this.signal('SIGTERM');
    await until(() => !this.signal(0), STOP_TIMEOUT_MS);
    await this.kill();
  }

  /** kill -9, as a crash would end it. */
  async kill() {
    while (this.signal('SIGKILL')) {
      await sleep(50);
    }
    started.delete(this);
  }

  #spawn() {
    const { command, args, cwd, env, uid, gid } = this.#spec;
    mkdirSync(dirname(this.#logFile), { recursive: true });
    const log = openSync(this.#logFile, 'w');
    const child = spawn(command, args, {
      cwd,
      uid,
      gid,
      env: { ...plainEnv(), ...env },
      stdio: ['ignore', log, log],
      detached: true,
    });
    closeSync(log);
    // News of a child that was killed may come when the next one runs already.
    const ended = how => this.#child === child && this.#ended(how);
    this.#child = child;
    child.once('error', error => ended(`could not start: ${error.message}`));
    child.once('exit', (code, signal) => ended(`ended with ${signal ?? code}`));
  }

  #ended(how) {
    this.#end = how;
    this.#died.resolve(how);
  }

  /** Signals the whole group; says whether anybody of it was left. */
  signal(signal) {
    if (!this.#child?.pid) {
      return false;
    }
    try {
      return process.kill(-this.#child.pid, signal);
    } catch (error) {
      if (error.code === 'ESRCH') {
        return false;
      }
      throw error;
    }
  }
}
