const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** `3 byte`, `1.2 MB`: in the largest unit of which there is at least one. */
export function formatBytes(bytes: number, language: string): string {
  const power = Math.floor(Math.log10(Math.max(1, bytes)) / 3);
  const index = Math.min(power, units.length - 1);
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: units[index],
    maximumFractionDigits: 1,
  }).format(bytes / 1000 ** index);
}
