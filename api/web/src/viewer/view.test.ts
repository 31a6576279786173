import { describe, expect, it } from 'vitest';
import { aslant, cut, pan, shine, slide, spin, twist, zoom } from './move';
import { click, paneAt, panes, shown, splitLine } from './panels';
import { laid } from './pose';
import { initial, type State } from './state';
import { barLength, fitted, toPlace, toScreen, widest, zoomed, type Box, type View } from './view';

const box: Box = { x: 100, y: 20, width: 400, height: 300 };
const view: View = { x: 50, y: -30, scale: 0.2, deg: 40 };
const s: State = { ...initial, left: view, right: view, pose: { deg: 70, x: 12, y: -8 } };

describe('view', () => {
  it('takes places to the screen and back', () => {
    const place = toPlace(view, box, toScreen(view, box, { x: 123, y: 456 }));
    expect(place.x).toBeCloseTo(123, 9);
    expect(place.y).toBeCloseTo(456, 9);
    expect(toScreen(view, box, view)).toEqual({ x: 300, y: 170 });
  });

  it('shows what lies to the right above, once turned a quarter anticlockwise', () => {
    const at = toScreen({ x: 0, y: 0, scale: 1, deg: 90 }, { x: 0, y: 0, width: 0, height: 0 }, { x: 10, y: 0 });
    expect(at.x).toBeCloseTo(0);
    expect(at.y).toBeCloseTo(-10);
  });

  it('keeps the place under the pointer when it zooms, turns and pans', () => {
    const pane = { box, view, side: 'both' as const };
    const at = { x: 180, y: 90 };
    const place = toPlace(view, box, at);
    for (const next of [zoom(s, pane, at, 1.7), spin(s, pane, at, 33)]) {
      const now = toPlace(next.right!, box, at);
      expect(now.x).toBeCloseTo(place.x, 6);
      expect(now.y).toBeCloseTo(place.y, 6);
    }
    const panned = toScreen(pan(s, pane, 15, -7).right!, box, place);
    expect(panned.x).toBeCloseTo(195, 6);
    expect(panned.y).toBeCloseTo(83, 6);
    expect(zoomed(view, box, at, 1e9).scale).toBe(widest);
  });

  it('fits all places, whatever the turn', () => {
    const places = [{ x: -500, y: 0 }, { x: 900, y: 100 }, { x: 0, y: 800 }];
    for (const deg of [0, 45, 170]) {
      const v = fitted(box, places, deg);
      for (const p of places) {
        const at = toScreen(v, box, p);
        expect(at.x).toBeGreaterThan(box.x);
        expect(at.x).toBeLessThan(box.x + box.width);
        expect(at.y).toBeGreaterThan(box.y);
        expect(at.y).toBeLessThan(box.y + box.height);
      }
    }
  });

  it('has scale bars of round lengths that are short enough', () => {
    expect([barLength(0.2, 100), barLength(1, 100), barLength(0.013, 100)]).toEqual([500, 100, 5000]);
  });
});

describe('panes', () => {
  it('moves one side alone when they are not synchronous', () => {
    const free = { ...s, synchronous: false };
    const [left, right] = panes(free, 800, 400);
    expect(Object.keys(pan(free, left!, 5, 0))).toEqual(['left']);
    expect(Object.keys(pan(free, right!, 5, 0))).toEqual(['right']);
    expect(Object.keys(pan(s, left!, 5, 0)).sort()).toEqual(['left', 'right']);
    expect(paneAt([left!, right!], { x: 10, y: 10 }).side).toBe('probe');
    expect(paneAt([left!, right!], { x: 790, y: 10 }).side).toBe('candidate');
  });

  it('points at the same place of each mark in both panes', () => {
    const [left, right] = panes(s, 800, 400);
    const probe = click(s, left!, { x: 150, y: 200 });
    const candidate = click(s, right!, { x: 150 + right!.box.x, y: 200 });
    expect([probe.side, candidate.side]).toEqual(['probe', 'candidate']);
    const there = laid(s.pose, probe);
    expect(there.x).toBeCloseTo(candidate.x, 6);
    expect(there.y).toBeCloseTo(candidate.y, 6);
    expect(shown(s, left!, 'probe', probe).x).toBeCloseTo(150, 6);
  });

  it('tells the sides of the split line', () => {
    const split: State = { ...s, mode: 'split', split: { at: 0.2, deg: 90 } };
    const [pane] = panes(split, 800, 400);
    // Turned a quarter anticlockwise from upright, the probe's side (left) comes to lie below.
    expect(click(split, pane!, { x: 400, y: 390 }).side).toBe('probe');
    expect(click(split, pane!, { x: 400, y: 10 }).side).toBe('candidate');
  });

  it('puts the split line where it was dragged, and turns it', () => {
    const split: State = { ...s, mode: 'split', split: { at: 0, deg: 30 } };
    const [pane] = panes(split, 800, 400);
    const at = { x: 500, y: 120 };
    const line = splitLine(cut(split, pane!, at).split!, pane!.box);
    expect((at.x - line.at.x) * line.normal.x + (at.y - line.at.y) * line.normal.y).toBeCloseTo(0, 6);
    const turned = splitLine({ at: 0, deg: aslant(split, { x: 400, y: 200 }, { x: 500, y: 300 }).split!.deg }, pane!.box);
    expect((500 - turned.at.x) * turned.normal.x + (300 - turned.at.y) * turned.normal.y).toBeCloseTo(0, 6);
  });

  it('moves and turns the probe alone', () => {
    const [pane] = panes({ ...s, mode: 'overlay' }, 800, 400);
    const mark = { x: 70, y: 10 };
    const before = shown(s, pane!, 'probe', mark);
    const after = shown({ ...s, ...slide(s, pane!, 9, -4) }, pane!, 'probe', mark);
    expect(after.x - before.x).toBeCloseTo(9, 6);
    expect(after.y - before.y).toBeCloseTo(-4, 6);
    const middle = click({ ...s, mode: 'overlay' }, pane!, { x: 400, y: 200 }, 'probe');
    const stays = shown({ ...s, ...twist(s, pane!, 12) }, pane!, 'probe', middle);
    expect(stays.x).toBeCloseTo(400, 6);
    expect(stays.y).toBeCloseTo(200, 6);
  });

  it('moves the lamp the way of the hand', () => {
    const zenith = { ...s, light: { azimuth: 0, elevation: 90 } };
    expect(shine(zenith, 100, 0).light!.azimuth).toBeCloseTo(90);
    expect(shine(zenith, 100, 0).light!.elevation).toBeLessThan(60);
    expect(shine(zenith, 1000, 0).light!.elevation).toBe(5);
  });
});
