const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const units = [
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
  ['second', SECOND],
] as const;

/**
 * `1m 20s`, or `1 minute 20 seconds` if long: the two largest units, or tenths
 * of a second below ten.
 */
export function formatDuration(
  ms: number,
  language: string,
  width: 'narrow' | 'long' = 'narrow',
): string {
  const format = { language, width };
  const left = Math.max(0, ms);
  if (left < 10 * SECOND) {
    return formatUnit(Math.round(left / 100) / 10, 'second', format);
  }
  const first = units.findIndex(([, size]) => left >= size);
  return units
    .slice(first, first + 2)
    .map(([unit, size], index) => {
      const outer = index === 0 ? Infinity : units[first][1];
      return [Math.floor((left % outer) / size), unit] as const;
    })
    .filter(([count], index) => index === 0 || count > 0)
    .map(([count, unit]) => formatUnit(count, unit, format))
    .join(' ');
}

/** `3 minutes ago`, `in 20 seconds`, `now`. */
export function formatAgo(at: number, now: number, language: string): string {
  const passed = at - now;
  const [unit, size] =
    units.find(([, length]) => Math.abs(passed) >= length) ?? units[3];
  const count = Math.trunc(passed / size);
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(
    // A minus zero would read "0 seconds ago" instead of "now".
    count === 0 ? 0 : count,
    unit,
  );
}

/** The exact moment. */
export function formatExact(at: number, language: string): string {
  return new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'medium',
  }).format(at);
}

function formatUnit(
  count: number,
  unit: string,
  format: { readonly language: string; readonly width: 'narrow' | 'long' },
): string {
  return new Intl.NumberFormat(format.language, {
    style: 'unit',
    unit,
    unitDisplay: format.width,
    maximumFractionDigits: 1,
  }).format(count);
}
