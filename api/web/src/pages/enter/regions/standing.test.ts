import { describe, expect, it } from 'vitest';
import { arrived, standingOf, tolerance, type Regions } from './standing';

const polygon = [[0, 0], [4, 0], [0, 4]];
const regions = {
  acquisition: 'a', state: 'extracted', revision: 3,
  in_force: [
    { mark_kind: 'breech_face', basis: 'automatic', outline: { shapes: [{ polygon }] }, confidence: 0.9, mark: 'm' },
    { mark_kind: 'firing_pin', basis: 'none', outline: { shapes: [] } },
  ],
  by_hand: [
    { mark_kind: 'firing_pin', basis: 'none', outline: { shapes: [] }, revision: 2, reason: 'x', created_by: 'ana', acquisition: 'a', exhibit: 'e' },
    { mark_kind: 'firing_pin', basis: 'drawn', outline: { shapes: [{ circle: { x: 1, y: 1, r: 1 } }] }, revision: 1, reason: 'x', created_by: 'bruno', acquisition: 'a', exhibit: 'e' },
  ],
  automatic: [{ engine: '1', created_at: '2026-01-01T00:00:00Z', marks: [{ mark_kind: 'breech_face', outline: { shapes: [{ polygon }] }, confidence: 0.9, area_mm2: 1 }] }],
} as unknown as Regions;

describe('how regions stand', () => {
  it('has all kinds of mark, in their order', () => {
    expect(standingOf(regions).map((one) => [one.kind, one.basis])).toEqual([
      ['breech_face', 'automatic'], ['firing_pin', 'none'], ['aperture_shear', 'nothing'], ['ejector', 'nothing'],
    ]);
  });

  it('keeps what was found beside what people drew', () => {
    const [breech, pin] = standingOf(regions);
    expect(breech!.automatic!.shapes).toEqual([{ polygon }]);
    expect(pin!.automatic).toBeUndefined();
    expect(pin!.drawn).toHaveLength(2);
  });

  it('knows a drawing that arrived without an answer', () => {
    expect(arrived(regions, 'ana', 'firing_pin', 'none', [])).toBe(true);
    expect(arrived(regions, 'bruno', 'firing_pin', 'none', [])).toBe(false);
    expect(arrived(regions, 'ana', 'firing_pin', 'drawn', [])).toBe(false);
    expect(arrived({ ...regions, by_hand: regions.by_hand.slice(1) }, 'bruno', 'firing_pin', 'drawn', [{ circle: { x: 1, y: 1, r: 1 } }])).toBe(true);
    expect(arrived({ ...regions, by_hand: regions.by_hand.slice(1) }, 'bruno', 'firing_pin', 'drawn', [{ circle: { x: 2, y: 1, r: 1 } }])).toBe(false);
  });
});

it('simplifies small frames by less than a point', () => {
  expect(tolerance({ width: 280, height: 200 })).toBe(0.75);
  expect(tolerance({ width: 2592, height: 1944 })).toBeCloseTo(6.48);
});
