import { readDurationFromConfig, type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';

const MINUTE_MS = 60_000;

const UNITS: ReadonlyArray<readonly [string, number]> = [
  ['days', 86_400_000],
  ['hours', 3_600_000],
  ['minutes', MINUTE_MS],
];

/**
 * A duration in milliseconds that has to be within bounds, or the standard one.
 * @throws InputError naming the setting
 */
export function readLimited(
  config: Config,
  options: {
    readonly key: string;
    /** Its full name, for errors. */
    readonly setting: string;
    readonly standardMs: number;
    /** Both included, in milliseconds. */
    readonly within: readonly [shortest: number, longest: number];
  },
): number {
  const { key, setting, standardMs, within } = options;
  if (!config.has(key)) return standardMs;
  const ms = durationToMilliseconds(readDurationFromConfig(config, { key }));
  const [shortest, longest] = within;
  if (ms >= shortest && ms <= longest) return ms;
  throw new InputError(
    `${setting} must be between ${inWords(shortest)} and ${inWords(longest)}`,
  );
}

/** As configuration writes it. */
function inWords(ms: number): string {
  const found = UNITS.find(([, size]) => ms >= size && ms % size === 0);
  const [name, unit] = found ?? ['minutes', MINUTE_MS];
  return `{ ${name}: ${ms / unit} }`;
}
