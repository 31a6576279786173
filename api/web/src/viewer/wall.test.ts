import { describe, expect, it } from 'vitest';
import { tiles } from './wall';

describe('tiles', () => {
  it('fill the wall without overlapping, as large as they can be', () => {
    for (const count of [1, 2, 5, 7, 12]) {
      const all = tiles(count, 1000, 600, 26, 8);
      expect(all).toHaveLength(count);
      for (const [i, a] of all.entries()) {
        expect(a.x).toBeGreaterThanOrEqual(0);
        expect(a.x + a.width).toBeLessThanOrEqual(1000);
        expect(a.y + a.height).toBeLessThanOrEqual(600);
        for (const b of all.slice(i + 1))
          expect(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height + 26 <= b.y || b.y + b.height + 26 <= a.y).toBe(true);
      }
    }
    expect(tiles(2, 1000, 600, 26, 8)[0]!.width).toBe(496);
    expect(tiles(0, 1000, 600, 26, 8)).toEqual([]);
  });
});
