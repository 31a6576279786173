import { describe, expect, it } from 'vitest';
import { cornerAt, edgeNear, inserted, moved, pathOf, removed, resized, shapesOf, simplified, endOf, type Corner, type Shape } from './shape';

const square: Shape = { polygon: [[0, 0], [10, 0], [10, 10], [0, 10]] };
const disc: Shape = { cut: true, circle: { x: 5, y: 5, r: 2 } };

describe('shapes', () => {
  it('are taken from the service, but for what is none', () => {
    expect(shapesOf({ shapes: [{ polygon: [[0, 0], [1, 0], [0, 1]] }, { cut: true, circle: { x: 1, y: 2, r: 3 } }, {}, { polygon: [[1, 1]] }] })).toEqual([
      { polygon: [[0, 0], [1, 0], [0, 1]] }, { cut: true, circle: { x: 1, y: 2, r: 3 } },
    ]);
    expect(shapesOf(undefined)).toEqual([]);
  });

  it('move whole', () => {
    expect(moved(square, 1, -2).polygon).toEqual([[1, -2], [11, -2], [11, 8], [1, 8]]);
    expect(moved(disc, 1, -2)).toEqual({ cut: true, circle: { x: 6, y: 3, r: 2 } });
  });

  it('change corner by corner', () => {
    expect(cornerAt(square, 2, [12.345, 9]).polygon![2]).toEqual([12.35, 9]);
    expect(inserted(square, 3).polygon).toEqual([[0, 0], [10, 0], [10, 10], [0, 10], [0, 5]]);
    expect(inserted(square, 0, [5, 1]).polygon![1]).toEqual([5, 1]);
    expect(removed(square, 0).polygon).toEqual([[10, 0], [10, 10], [0, 10]]);
    expect(removed({ polygon: square.polygon!.slice(1) }, 0).polygon).toHaveLength(3);
    expect(resized(disc, -4).circle!.r).toBe(1);
    expect(resized(square, 4)).toBe(square);
  });

  it('find the edge next to a point, the last one too', () => {
    expect(edgeNear(square.polygon!, [5, -1])).toBe(0);
    expect(edgeNear(square.polygon!, [-1, 5])).toBe(3);
  });

  it('simplify to what lies within the tolerance of the outline', () => {
    const circle = Array.from({ length: 720 }, (_, i): Corner => [100 + 50 * Math.cos((i * Math.PI) / 360), 100 + 50 * Math.sin((i * Math.PI) / 360)]);
    const few = simplified(circle, 1);
    expect(few.length).toBeGreaterThan(8);
    expect(few.length).toBeLessThan(40);
    // A chord of a circle of radius r is at most 1 from it when it spans 2 acos(1 - 1/r).
    for (const one of few) expect(circle).toContainEqual(one);
    expect(simplified([[0, 0], [5, 0], [10, 0], [10, 10], [0, 10]], 0.1)).toEqual([[0, 0], [10, 0], [10, 10], [0, 10]]);
    expect(simplified([[0, 0], [1, 0], [1, 0.1], [0.5, 0.1], [0, 0.1]], 5)).toHaveLength(5);
  });

  it('are paths, and have ends', () => {
    expect(pathOf(square)).toBe('M0 0L10 0L10 10L0 10Z');
    expect(pathOf(disc)).toBe('M3 5a2 2 0 1 0 4 0a2 2 0 1 0 -4 0Z');
    expect(endOf([disc, square], 'top')).toEqual([0, 0]);
    expect(endOf([disc], 'top')).toBeUndefined();
    expect(endOf([{ circle: disc.circle }], 'bottom')).toEqual([5, 7]);
  });
});
