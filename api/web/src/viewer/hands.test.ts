import { beforeEach, describe, expect, it } from 'vitest';
import type { Cell } from './cell';
import { typed } from './keys';
import { panes } from './panels';
import { laid, same, still } from './pose';
import { Hands } from './pointer';
import { initial, type Figure, type State } from './state';
import type { Things, Viewer } from './viewer';

/** A viewer without graphics: state, things and panes. */
function standing(): Viewer {
  let state: State = { ...initial, left: { x: 0, y: 0, scale: 0.1, deg: 0 }, right: { x: 0, y: 0, scale: 0.1, deg: 0 } };
  let things = { cells: [], cellUm: 0, hovered: -1, figures: [], drafts: [], clicks: [], cursor: null } as unknown as Things;
  return {
    width: 800, height: 400, engine: still,
    get: () => state,
    set: (patch: Partial<State>) => void (state = { ...state, ...patch }),
    shows: () => things,
    show: (patch: Partial<Things>) => void (things = { ...things, ...patch }),
    panes: () => panes(state, 800, 400),
  } as unknown as Viewer;
}

let viewer: Viewer;
let hands: Hands;
let stage: HTMLElement;
let drawn: Figure[];

beforeEach(() => {
  viewer = standing();
  stage = document.createElement('div');
  stage.setPointerCapture = () => undefined;
  drawn = [];
  hands = new Hands(stage, viewer, (figure) => drawn.push(figure));
});

const press = (key: string, options: KeyboardEventInit = {}) => typed(new KeyboardEvent('keydown', { key, ...options }), viewer, hands);

const pointer = (type: string, x: number, y: number, options: MouseEventInit = {}, id = 1) =>
  stage.dispatchEvent(Object.assign(new MouseEvent(type, { clientX: x, clientY: y, button: 0, ...options }), { pointerId: id }));

const drag = (from: [number, number], to: [number, number], options: MouseEventInit = {}) => {
  pointer('pointerdown', ...from, options);
  pointer('pointermove', ...to, options);
  pointer('pointerup', ...to, options);
};

describe('keys', () => {
  it('leave those of the decision to the decision', () => {
    for (const key of ['k', 'd', 'i', 'l', 'n', 'p', 'K', 'D', 'I', 'L', 'N', 'P']) expect(press(key), key).toBe(false);
    expect(press('c', { ctrlKey: true })).toBe(false);
  });

  it('choose the way to look, and move what the tool moves', () => {
    press('2');
    expect(viewer.get().mode).toBe('split');
    press('ArrowRight');
    expect(viewer.get().right.x).toBeGreaterThan(0);
    press('w');
    press('ArrowRight');
    expect(viewer.get().light.azimuth).toBe(320);
    press('m');
    press('ArrowRight');
    expect(viewer.get().pose.x).toBeGreaterThan(0);
    press(',');
    expect(viewer.get().pose.deg).toBeCloseTo(3);
    press('r');
    expect(same(viewer.get().pose, still)).toBe(true);
  });

  it('draw a line with the crosshair', () => {
    press('e');
    press('ArrowLeft');
    press('Enter');
    for (let i = 0; i < 5; i++) press('ArrowUp');
    press('Enter');
    expect(drawn).toHaveLength(1);
    expect(drawn[0]).toMatchObject({ type: 'line', side: 'candidate' });
    expect(drawn[0]!.points[0]!.y_um - drawn[0]!.points[1]!.y_um).toBeCloseTo(600);
  });

  it('end a trace by Enter at the same place, and leave it by Escape', () => {
    press('g');
    for (let i = 0; i < 3; i++) {
      press('ArrowLeft');
      press('Enter');
    }
    press('Enter');
    expect(drawn[0]!.points).toHaveLength(3);
    press('ArrowLeft');
    press('Enter');
    press('Escape');
    expect(viewer.shows().clicks).toEqual([]);
    expect(viewer.get().tool).toBe('polyline');
    press('Escape');
    expect(viewer.get().tool).toBe('pan');
    expect(press('Escape')).toBe(false);
  });

  it('set the ends of a profile', () => {
    press('j');
    press('ArrowLeft');
    press('Enter');
    for (let i = 0; i < 4; i++) press('ArrowDown');
    press('Enter');
    const { from, to } = viewer.get().profile!;
    expect(to.y - from.y).toBeCloseTo(480);
  });
});

describe('hands', () => {
  it('pan, move the light with Shift and the probe with Ctrl', () => {
    drag([100, 100], [140, 100]);
    expect(viewer.get().right.x).toBeCloseTo(-400);
    const before = viewer.get().light;
    drag([100, 100], [140, 100], { shiftKey: true });
    expect(viewer.get().light).not.toEqual(before);
    drag([100, 100], [100, 130], { ctrlKey: true });
    expect(viewer.get().pose.y).toBeCloseTo(300);
  });

  it('zoom at the pointer and turn with Shift by the wheel', () => {
    stage.dispatchEvent(Object.assign(new WheelEvent('wheel', { deltaY: -100, clientX: 10, clientY: 10 })));
    expect(viewer.get().right.scale).toBeCloseTo(0.1 * Math.exp(0.2));
    stage.dispatchEvent(Object.assign(new WheelEvent('wheel', { deltaY: -60, shiftKey: true })));
    expect(viewer.get().right.deg).toBeCloseTo(1);
  });

  it('zoom and turn with two fingers', () => {
    viewer.set({ mode: 'overlay' });
    pointer('pointerdown', 300, 200, {}, 1);
    pointer('pointerdown', 400, 200, {}, 2);
    pointer('pointermove', 300, 0, {}, 2);
    expect(viewer.get().right.scale).toBeCloseTo(0.2);
    expect(viewer.get().right.deg).toBeCloseTo(90);
    pointer('pointerup', 300, 0, {}, 2);
    pointer('pointerup', 300, 200, {}, 1);
  });

  it('pair places, each on its own mark', () => {
    viewer.set({ pose: { deg: 90, x: 50, y: 0 } });
    press('x');
    drag([100, 200], [100, 200]);
    drag([120, 220], [120, 220]); // still on the probe: not taken
    expect(drawn).toHaveLength(0);
    drag([502, 200], [502, 200]);
    expect(drawn).toHaveLength(1);
    const figure = drawn[0]!;
    const there = laid(viewer.get().pose, { x: figure.points[0]!.x_um, y: figure.points[0]!.y_um });
    expect(there.x).toBeCloseTo(figure.to!.x_um, 0);
    expect(there.y).toBeCloseTo(figure.to!.y_um, 0);
  });

  it('pair places by one drag from mark to mark, and draw a circle by one', () => {
    press('x');
    drag([100, 200], [502, 200]);
    expect(drawn[0]).toMatchObject({ type: 'correspondence', to: { x_um: drawn[0]!.points[0]!.x_um } });
    press('q');
    pointer('pointerdown', 100, 100);
    expect(viewer.shows().clicks).toHaveLength(1);
    pointer('pointermove', 130, 140);
    pointer('pointerup', 130, 140);
    expect(drawn[1]).toMatchObject({ type: 'circle', side: 'probe' });
    press('o');
    drag([100, 100], [100, 100]);
    expect(drawn[2]).toMatchObject({ type: 'point' });
  });

  it('take a profile by one drag or by two clicks, and move its ends', () => {
    press('j');
    drag([100, 100], [200, 100]);
    expect(viewer.get()).toMatchObject({ tool: 'pan', profile: { from: { y: -1000 } } });
    drag([200, 100], [200, 150]);
    expect(viewer.get().profile!.to.y).toBeCloseTo(-500);
    press('j');
    drag([50, 50], [50, 50]);
    drag([90, 50], [90, 50]);
    const { from, to } = viewer.get().profile!;
    expect(to.x - from.x).toBeCloseTo(400);
    expect(viewer.get().tool).toBe('pan');
  });

  it('move and turn the split line', () => {
    viewer.set({ mode: 'split' });
    drag([400, 20], [480, 20]);
    expect(viewer.get().split.at).toBeGreaterThan(0.1);
    viewer.set({ split: { at: 0, deg: 0 } });
    drag([400, 200 + 120], [480, 200]);
    expect(viewer.get().split.deg).toBeCloseTo(90);
  });

  it('point at cells', () => {
    const cell = { x_um: 0, y_um: 0, bx_um: 0, by_um: 0, cover: 1, common_correlation: 1, correlation: 1, dx_um: 0, dy_um: 0, congruent: true } satisfies Cell;
    viewer.show({ cells: [cell], cellUm: 500 });
    viewer.set({ cells: true });
    pointer('pointermove', 601, 200);
    expect(viewer.shows().hovered).toBe(0);
    pointer('pointermove', 700, 200);
    expect(viewer.shows().hovered).toBe(-1);
  });

  it('bring what is clicked on twice to the middle', () => {
    viewer.set({ mode: 'overlay' });
    stage.dispatchEvent(new MouseEvent('dblclick', { clientX: 500, clientY: 200 }));
    expect(viewer.get().right.x).toBeCloseTo(1000);
  });
});
