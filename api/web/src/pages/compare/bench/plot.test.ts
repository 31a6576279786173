import { describe, expect, it } from 'vitest';
import { path, ticks } from './plot';

describe('plot', () => {
  it('has round ticks within the range', () => {
    expect(ticks(0, 1873, 8)).toEqual([0, 500, 1000, 1500]);
    expect(ticks(-1.3, 1.3, 4)).toEqual([-1, 0, 1]);
    expect(ticks(3, 3, 4)).toEqual([]);
  });

  it('breaks the line where nothing is measured', () => {
    expect(path([0, 1, 2, 3], [5, NaN, 6, 7], (v) => v, (v) => v)).toBe('M0.0 5.0M2.0 6.0L3.0 7.0');
  });
});
