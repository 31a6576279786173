import { describe, expect, it } from 'vitest';
import { dayOf, textOf } from './graph';
import { heights, ticks } from './ticks';

const days = (from: string, to: string, most: number) => ticks(dayOf(from)!, dayOf(to)!, most).map(({ day, year }) => `${textOf(day)}${year ? '*' : ''}`);

describe('ticks', () => {
  it('has months while there is room, and years among them', () => {
    expect(days('2025-11-15', '2026-02-10', 12)).toEqual(['2025-12-01', '2026-01-01*', '2026-02-01']);
  });
  it('has fewer where there is less room', () => {
    expect(days('2024-02-01', '2026-12-31', 8)).toEqual(['2024-07-01', '2025-01-01*', '2025-07-01', '2026-01-01*', '2026-07-01']);
    expect(days('1900-01-01', '2026-12-31', 3)).toEqual([]);
  });
});

describe('heights', () => {
  it('counts by bins, with both ends, as shares of the fullest', () => {
    const [from, to] = [dayOf('2026-01-01')!, dayOf('2026-01-11')!];
    expect(heights(['2026-01-01', '2026-01-02T10:00:00Z', '2026-01-11', undefined, '2027-01-01'], from, to, 2)).toEqual([1, 0.5]);
    expect(heights(['2026-01-01'], from, from, 4)).toEqual([1, 0, 0, 0]);
  });
});
