import { describe, expect, it } from 'vitest';
import type { Graph } from './graph';
import { fitted, layout, nextTo, zoomed } from './layout';

const graph: Graph = {
  nodes: ['a', 'b', 'c', 'd'].map((id) => ({ id, kind: 'exhibit', lab: 'l', label: id })),
  edges: [{ from: 'a', to: 'b', kind: 'hit' }, { from: 'b', to: 'c', kind: 'part_of' }, { from: 'c', to: 'beyond', kind: 'hit' }],
};

describe('layout', () => {
  it('comes out the same each time, with nobody on top of another, and passes over ends that are not there', () => {
    const places = layout(graph);
    expect([...layout(graph)]).toEqual([...places]);
    const points = [...places.values()];
    expect(points).toHaveLength(4);
    for (const [i, p] of points.entries()) for (const q of points.slice(i + 1)) expect(Math.hypot(p.x - q.x, p.y - q.y)).toBeGreaterThan(30);
  });

  it('fits every point into the window', () => {
    const points = [{ x: -500, y: -20 }, { x: 700, y: 400 }];
    const view = fitted(points, 800, 500);
    for (const p of points) {
      expect(view.k * p.x + view.x).toBeGreaterThanOrEqual(59.9);
      expect(view.k * p.x + view.x).toBeLessThanOrEqual(740.1);
      expect(view.k * p.y + view.y).toBeGreaterThanOrEqual(59.9);
      expect(view.k * p.y + view.y).toBeLessThanOrEqual(440.1);
    }
  });

  it('zooms about a point, within bounds', () => {
    const view = zoomed({ k: 1, x: 0, y: 0 }, 2, { x: 100, y: 50 });
    expect([view.k * 100 + view.x, view.k * 50 + view.y]).toEqual([100, 50]);
    expect(zoomed(view, 1e9, { x: 0, y: 0 }).k).toBe(6);
  });

  it('finds the neighbour in a direction', () => {
    const points = new Map([['o', { x: 0, y: 0 }], ['right', { x: 50, y: 10 }], ['far', { x: 400, y: 0 }], ['up', { x: 5, y: -80 }]]);
    expect(nextTo('o', 'ArrowRight', points)).toBe('right');
    expect(nextTo('o', 'ArrowUp', points)).toBe('up');
    expect(nextTo('o', 'ArrowLeft', points)).toBeUndefined();
    expect(nextTo('o', 'Enter', points)).toBeUndefined();
  });
});
