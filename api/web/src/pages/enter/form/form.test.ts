import { describe, expect, it } from 'vitest';
import { coordinates } from './coordinates';
import { made, precisionOf, today } from './date';

describe('dates of records', () => {
  it.each([
    ['', 'unknown'], [undefined, 'unknown'], ['2026', 'year'], ['2026-03', 'month'], ['2026-03-09', 'day'], ['2026-03-09T14:05', 'time'],
  ])('%s is of precision %s', (date, precision) => expect(precisionOf(date)).toBe(precision));

  it('keeps what is known at another precision', () => {
    expect(made('2026-03-09T14:05', 'day')).toBe('2026-03-09');
    expect(made('2026-03-09', 'year')).toBe('2026');
    expect(made('2026', 'day')).toBe('');
    expect(made('2026-03-09', 'unknown')).toBe('');
  });

  it('knows the day where the person is', () => expect(today(new Date(2026, 2, 9, 23, 59))).toBe('2026-03-09'));
});

describe('coordinates', () => {
  it.each([
    ['19.4326, -99.1332', 19.4326, -99.1332],
    ['32.5 -117', 32.5, -117],
    ['19°30\'N 99°15\'W', 19.5, -99.25],
    ['19°30\'0.0"N, 99°15\'00"O', 19.5, -99.25],
  ])('%s', (text, latitude, longitude) => expect(coordinates(text)).toEqual({ latitude, longitude }));

  it.each(['', '19.4', 'Reforma 1', '91, 0', '0, 181', '19,4 -99,1 3'])('not %s', (text) => expect(coordinates(text)).toBeUndefined());
});
