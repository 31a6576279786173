import { describe, expect, it } from 'vitest';
import { shuffled } from './blind';

const list = Array.from({ length: 50 }, (_, i) => i);

describe('shuffled', () => {
  it('gives the same order for the same seed and another for another', () => {
    expect(shuffled(list, 'list ana')).toEqual(shuffled(list, 'list ana'));
    expect(shuffled(list, 'list ana')).not.toEqual(shuffled(list, 'list bruno'));
  });

  it('keeps every entry and changes nothing in its place', () => {
    const before = [...list];
    expect([...shuffled(list, 'x')].sort((a, b) => a - b)).toEqual(list);
    expect(list).toEqual(before);
  });

  it('lets no place tell of a rank', () => {
    // Over 400 seeds the best entry stands in the first half about as often as in the second:
    // 200 expected, a standard deviation of 10; 150 to 250 is five of them.
    const first = Array.from({ length: 400 }, (_, i) => shuffled(list, `list ${i}`).indexOf(0)).filter((place) => place < 25).length;
    expect(first).toBeGreaterThan(150);
    expect(first).toBeLessThan(250);
  });
});
