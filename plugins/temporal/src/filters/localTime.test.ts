import { fromLocalTime, toLocalTime } from './localTime';

describe('the field for a moment', () => {
  it('means the same moment there and back, to the second', () => {
    for (const moment of [
      '2026-11-23T08:00:00.000Z',
      '2026-07-01T23:59:07.000Z',
      '0099-01-01T00:00:00.000Z',
    ]) {
      expect(fromLocalTime(toLocalTime(moment))).toBe(moment);
    }
  });

  it('is empty for what is no moment', () => {
    expect(toLocalTime('yesterday')).toBe('');
    expect(toLocalTime(undefined)).toBe('');
    expect(fromLocalTime('')).toBeUndefined();
  });
});
