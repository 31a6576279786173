import { describe, expect, it } from 'vitest';
import { begun, edit, type Action } from './editor';
import type { Shape } from './shape';

const square: Shape = { polygon: [[0, 0], [10, 0], [10, 10], [0, 10]] };
const disc: Shape = { circle: { x: 5, y: 5, r: 2 } };
const run = (shapes: Shape[], ...actions: Action[]) => actions.reduce(edit, begun(shapes));

describe('the editor of a region', () => {
  it('steps through corners both ways', () => {
    expect(run([square], { type: 'next', by: 1 }).chosen).toEqual({ shape: 0, corner: 0 });
    expect(run([square], { type: 'next', by: -1 }).chosen).toEqual({ shape: 0, corner: 3 });
    expect(run([square], { type: 'next', by: 1 }, { type: 'next', by: -1 }).chosen).toEqual({ shape: 0, corner: 3 });
  });

  it('moves the chosen corner, or the whole figure', () => {
    expect(run([square], { type: 'next', by: 1 }, { type: 'nudge', dx: 1, dy: 2 }).shapes[0]!.polygon![0]).toEqual([1, 2]);
    expect(run([disc], { type: 'nudge', dx: 1, dy: 2 }).shapes[0]!.circle).toEqual({ x: 6, y: 7, r: 2 });
  });

  it('takes one drag or one run of arrow keys back in one step, and does it again', () => {
    const nudge: Action = { type: 'nudge', dx: 1, dy: 0 };
    const after = run([disc], nudge, nudge, nudge);
    expect(after.past).toHaveLength(1);
    expect(edit(after, { type: 'undo' }).shapes).toEqual([disc]);
    expect(edit(edit(after, { type: 'undo' }), { type: 'redo' }).shapes).toEqual(after.shapes);
    const dragged = run([disc], { type: 'drag', dx: 1, dy: 0, from: disc, step: 'a' }, { type: 'drag', dx: 5, dy: 0, from: disc, step: 'a' });
    expect(dragged.shapes[0]!.circle!.x).toBe(10);
    expect(dragged.past).toHaveLength(1);
    expect(run([disc], nudge, { type: 'choose', chosen: { shape: 0 } }, nudge).past).toHaveLength(2);
  });

  it('forgets what was taken back once something else is done', () => {
    const state = run([disc], { type: 'nudge', dx: 1, dy: 0 }, { type: 'undo' }, { type: 'radius', r: 3, step: 'b' });
    expect(state.future).toEqual([]);
    expect(edit(state, { type: 'redo' })).toBe(state);
  });

  it('adds and removes corners, and keeps three', () => {
    const more = run([square], { type: 'next', by: 1 }, { type: 'insert' });
    expect(more.shapes[0]!.polygon).toHaveLength(5);
    expect(more.chosen).toEqual({ shape: 0, corner: 1 });
    const remove: Action = { type: 'remove' };
    const few = run([square], { type: 'next', by: -1 }, remove, remove, remove);
    expect(few.shapes[0]!.polygon).toHaveLength(3);
    expect(few.chosen!.corner).toBeLessThan(3);
  });

  it('removes a whole figure when no corner is chosen, and chooses the one before', () => {
    const state = run([square, disc], { type: 'choose', chosen: { shape: 1 } }, { type: 'remove' });
    expect(state.shapes).toEqual([square]);
    expect(state.chosen).toEqual({ shape: 0 });
    expect(run([disc], { type: 'remove' }).chosen).toBeUndefined();
  });

  it('draws anew and cuts away', () => {
    const state = run([square], { type: 'add', shape: disc }, { type: 'cut', shape: 1, cut: true });
    expect(state.shapes[1]).toEqual({ ...disc, cut: true });
    expect(state.chosen).toEqual({ shape: 1 });
    expect(edit(edit(state, { type: 'undo' }), { type: 'undo' }).chosen).toEqual({ shape: 0 });
  });

  it('does nothing where nothing is chosen', () => {
    const none = begun([]);
    for (const action of [{ type: 'nudge', dx: 1, dy: 1 }, { type: 'remove' }, { type: 'undo' }, { type: 'insert' }] as Action[])
      expect(edit(none, action)).toBe(none);
  });
});
