import type { Process } from '../../../../scripts/run/Process.mjs';
import { Api } from './Api.ts';

/** A second backend of a house, on the same database and with the same secrets. */
export class Replica {
  readonly url: string;
  readonly process: Process;

  constructor(port: number, process: Process) {
    this.url = `http://localhost:${port}`;
    this.process = process;
  }

  /** Its HTTP door, for a caller with this token. */
  api(token: string): Api {
    return new Api(this.url, token);
  }
}
