/** The value below which this share (0 to 1) of the values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = Math.min(sorted.length - 1, Math.floor(sorted.length * share));
  return sorted[at] ?? NaN;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** How long each of some repetitions took, in milliseconds, one at a time. */
export async function timesOf(
  repetitions: number,
  work: () => Promise<unknown>,
): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < repetitions; i += 1) {
    const begun = performance.now();
    await work();
    times.push(performance.now() - begun);
  }
  return times;
}

/** How many repetitions a second some concurrent callers get done. */
export async function throughputOf(
  callers: number,
  total: number,
  work: () => Promise<unknown>,
): Promise<number> {
  let left = total;
  const caller = async () => {
    while (left > 0) {
      left -= 1;
      await work();
    }
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: callers }, caller));
  return (total * 1000) / (performance.now() - begun);
}

/**
 * How long each of some repetitions of two works took, one after the other in
 * turn, so that what else the machine does hits both alike.
 */
export async function timesInTurn(
  repetitions: number,
  one: () => Promise<unknown>,
  other: () => Promise<unknown>,
): Promise<readonly [one: number[], other: number[]]> {
  const ofOne: number[] = [];
  const ofOther: number[] = [];
  for (let i = 0; i < repetitions; i += 1) {
    ofOne.push(...(await timesOf(1, one)));
    ofOther.push(...(await timesOf(1, other)));
  }
  return [ofOne, ofOther];
}
