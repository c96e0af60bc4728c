import { randomInt } from 'node:crypto';
import { isTaken } from '../../../../scripts/run/ports.mjs';

// Below the range from which systems hand out ports for outgoing connections:
// one of those may take a port between our look at it and its use.
const LOWEST = 15_000;
const HIGHEST = 32_000;

async function freePort(apartFrom: readonly number[]): Promise<number> {
  for (;;) {
    const port = randomInt(LOWEST, HIGHEST);
    if (!apartFrom.includes(port) && !(await isTaken(port))) {
      return port;
    }
  }
}

/** A free port for each name. */
export async function freePorts<Name extends string>(
  ...names: readonly Name[]
): Promise<Record<Name, number>> {
  const ports: number[] = [];
  for (const _ of names) {
    ports.push(await freePort(ports));
  }
  return Object.fromEntries(
    names.map((name, index) => [name, ports[index]]),
  ) as Record<Name, number>;
}
