import { describe, expect, it } from 'vitest';
import { layout, onCandidate, onProbe, cellAt, type Cell } from './cell';
import { about, after, inverse, laid, moved, normal, same, still, through, turned, type Pose } from './pose';

const pose: Pose = { deg: -179.25, x: -16.081256678938594, y: 268.9830426423145 };

describe('pose', () => {
  it('turns anticlockwise as displayed: what lies right comes to lie above', () => {
    const up = turned({ x: 1, y: 0 }, 90);
    expect(up.x).toBeCloseTo(0);
    expect(up.y).toBeCloseTo(-1);
  });

  it('lays the middles of the engine\'s cells onto each other', () => {
    // The first cell of a comparison of the demonstration collection, as the service sent it.
    const there = laid(pose, { x: -388.73982111691276, y: -1408.4053136454802 });
    expect(there.x).toBeCloseTo(391.0607161105712, 6);
    expect(there.y).toBeCloseTo(1672.1792477468962, 6);
  });

  it('goes back where it came from', () => {
    for (const deg of [0, 12, 90, 179, -135]) {
      const p = { deg, x: 120, y: -45 };
      const there = laid(inverse(p), laid(p, { x: 33, y: -7 }));
      expect(there.x).toBeCloseTo(33, 9);
      expect(there.y).toBeCloseTo(-7, 9);
      expect(same(after(inverse(p), p), still)).toBe(true);
    }
  });

  it('does one motion after the other', () => {
    const second = { deg: 30, x: 5, y: 6 };
    const both = laid(after(second, pose), { x: 10, y: 20 });
    const steps = laid(second, laid(pose, { x: 10, y: 20 }));
    expect(both.x).toBeCloseTo(steps.x, 9);
    expect(both.y).toBeCloseTo(steps.y, 9);
  });

  it('turns about a place that stays', () => {
    const place = laid(pose, { x: 400, y: -90 });
    const now = laid(about(pose, 25, place), { x: 400, y: -90 });
    expect(now.x).toBeCloseTo(place.x, 9);
    expect(now.y).toBeCloseTo(place.y, 9);
    expect(about(pose, 25, place).deg).toBeCloseTo(normal(pose.deg + 25));
    expect(moved(pose, about(pose, 25, place), { x: 400, y: -90 })).toEqual({ deg: expect.closeTo(25), um: expect.closeTo(0) });
  });

  it('brings angles into one turn', () => {
    expect([normal(180), normal(-180), normal(540), normal(-190), normal(361)]).toEqual([180, 180, 180, 170, 1]);
  });
});

describe('through', () => {
  it('finds the pose of corresponding places and what is left', () => {
    const probe = [{ x: 0, y: 0 }, { x: 1000, y: 0 }, { x: 0, y: 700 }];
    const found = through(probe.map((p) => ({ probe: p, candidate: laid(pose, p) })), still)!;
    expect(found.pose.deg).toBeCloseTo(pose.deg, 9);
    expect(found.pose.x).toBeCloseTo(pose.x, 6);
    expect(found.rms).toBeCloseTo(0, 6);
  });

  it('keeps the rotation where one pair alone is given, and needs one', () => {
    const found = through([{ probe: { x: 10, y: 0 }, candidate: { x: 0, y: 0 } }], { deg: 90, x: 0, y: 0 })!;
    expect(found.pose.deg).toBe(90);
    expect(laid(found.pose, { x: 10, y: 0 }).x).toBeCloseTo(0);
    expect(through([], still)).toBeNull();
  });
});

describe('cells', () => {
  const cell = (x: number, y: number, p: Pose): Cell => {
    const b = laid(p, { x, y });
    return { x_um: x, y_um: y, bx_um: b.x, by_um: b.y, cover: 1, common_correlation: 0.7, correlation: 0.8, dx_um: 3, dy_um: 4, congruent: true };
  };
  const p = { deg: 33, x: 5, y: 9 };

  it('stand along the axes of the mark that was kept still', () => {
    const onFirst = [cell(0, 0, p), cell(500, 0, p), cell(0, 500, p)];
    expect(layout(onFirst, p)).toMatchObject({ side: expect.closeTo(500), deg: 33 });
    const back = inverse(p);
    const onSecond = [[0, 0], [500, 0], [0, 500]].map(([x, y]) => {
      const a = laid(back, { x: x!, y: y! });
      return cell(a.x, a.y, p);
    });
    expect(layout(onSecond, p)).toMatchObject({ side: expect.closeTo(500), deg: 0 });
    expect(layout(onSecond, p, 300).side).toBe(300);
  });

  it('are the same squares on both marks', () => {
    const all = [cell(0, 0, p), cell(500, 0, p)];
    const l = layout(all, p);
    const there = onProbe(all[1]!, l, p).map((c) => laid(p, c));
    onCandidate(all[1]!, l, false).forEach((c, i) => {
      expect(there[i]!.x).toBeCloseTo(c.x, 6);
      expect(there[i]!.y).toBeCloseTo(c.y, 6);
    });
    const best = onCandidate(all[1]!, l, true);
    expect(best[0]!.x - onCandidate(all[1]!, l, false)[0]!.x).toBeCloseTo(3);
    expect(cellAt(all, l, laid(p, { x: 700, y: 10 }))).toBe(1);
    expect(cellAt(all, l, laid(p, { x: 0, y: 400 }))).toBe(-1);
  });

  it('are cut where the comparison ended: they touch and do not overlap', () => {
    // Of the cell on the left only the right 380 are there: its middle lies at -440.
    const all = [cell(0, 0, p), cell(500, 0, p), cell(1000, 0, p), cell(-440, 0, p), cell(0, 500, p), cell(500, 500, p)];
    const l = layout(all, p, 500);
    const cut = onProbe(all[3]!, l, p);
    expect(cut[1]!.x).toBeCloseTo(-250, 6);
    expect(cut[0]!.x).toBeCloseTo(-630, 6);
    expect(cut[3]!.y - cut[0]!.y).toBeCloseTo(500, 6);
    expect(cellAt(all, l, laid(p, { x: -620, y: 0 }))).toBe(3);
    expect(cellAt(all, l, laid(p, { x: -640, y: 0 }))).toBe(-1);
  });
});
