import { describe, expect, it } from 'vitest';
import { fitted, middle, panned, zoomed } from './view';

const picture = { width: 1000, height: 500 };
const window = { width: 400, height: 400 };

describe('the view of a picture', () => {
  it('shows all of it in the middle', () => {
    const view = fitted(picture, window);
    expect(view.width).toBeGreaterThan(1000);
    expect(middle(view, window)).toEqual([500, 250]);
  });

  it('keeps the place under the pointer', () => {
    const view = zoomed({ x: 0, y: 0, width: 1000 }, 2, [250, 100], picture);
    expect(view).toEqual({ x: 125, y: 50, width: 500 });
    // 250 lay at a quarter of the width, and still does.
    expect((250 - view.x) / view.width).toBe(0.25);
  });

  it('neither loses the picture nor goes on for ever', () => {
    const view = { x: 0, y: 0, width: 1000 };
    expect(zoomed(view, 1e6, [0, 0], picture).width).toBe(10);
    expect(zoomed(view, 1e-6, [0, 0], picture).width).toBe(4000);
  });

  it('pans', () => expect(panned({ x: 1, y: 2, width: 3 }, 10, 20)).toEqual({ x: 11, y: 22, width: 3 }));
});
