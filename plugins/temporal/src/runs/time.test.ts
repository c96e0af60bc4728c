import { formatAgo, formatDuration } from './time';

describe('times in words', () => {
  it.each([
    [0, '0s'],
    [740, '0.7s'],
    [9_940, '9.9s'],
    [17_400, '17s'],
    [60_000, '1m'],
    [80_000, '1m 20s'],
    [3_600_000, '1h'],
    [90_061_000, '1d 1h'],
    [-500, '0s'],
  ])('%i ms took %s', (ms, words) => {
    expect(formatDuration(ms, 'en')).toBe(words);
  });

  it.each([
    [-500, 'now'],
    [-4_000, '4 seconds ago'],
    [-125_000, '2 minutes ago'],
    [30_000, 'in 30 seconds'],
    [-86_400_000, 'yesterday'],
  ])('%i ms from now is %s', (ms, words) => {
    expect(formatAgo(1_000_000_000 + ms, 1_000_000_000, 'en')).toBe(words);
  });

  it('speaks other languages', () => {
    expect(formatAgo(0, 120_000, 'de')).toBe('vor 2 Minuten');
  });
});
