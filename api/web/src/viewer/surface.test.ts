import { describe, expect, it } from 'vitest';
import { bounded, placed, spot, towards } from './light';
import { inverse, laid } from './pose';
import { correlation, profile } from './profile';
import { relief } from './relief';
import { corners, decode, outline, range, sample, type Surface } from './surface';

/** encoded writes a surface as api/match/surface_format.go does. */
function encoded(width: number, height: number, steps: number[], { modality = 1, unit = 0.5, version = 1 } = {}): ArrayBuffer {
  const data = new ArrayBuffer(40 + 2 * steps.length);
  const view = new DataView(data);
  [0x43, 0x54, 0x4a, 0x53].forEach((c, i) => view.setUint8(i, c));
  view.setUint16(4, version, true);
  view.setUint16(6, modality, true);
  view.setUint32(8, width, true);
  view.setUint32(12, height, true);
  [2, 4, 10, -20, unit, 0].forEach((v, i) => view.setFloat32(16 + 4 * i, v, true));
  steps.forEach((v, i) => view.setInt16(40 + 2 * i, v, true));
  return data;
}

const made = (width: number, height: number, z: (x: number, y: number) => number, pitch = 5): Surface => ({
  modality: 'topography', width, height, pitchX: pitch, pitchY: pitch, centreX: 0, centreY: 0,
  z: Float32Array.from({ length: width * height }, (_, i) => z(((i % width) + 0.5 - width / 2) * pitch, (Math.floor(i / width) + 0.5 - height / 2) * pitch)),
});

describe('decode', () => {
  it('reads what the service writes', () => {
    const s = decode(encoded(3, 2, [0, 2, -4, -32768, 6, 8]));
    expect(s).toMatchObject({ modality: 'topography', width: 3, height: 2, pitchX: 2, pitchY: 4, centreX: 10, centreY: -20 });
    expect([...s.z]).toEqual([0, 1, -2, NaN, 3, 4]);
    expect(decode(encoded(1, 1, [6553], { modality: 2, unit: 1 })).z[0]).toBeCloseTo(1);
    expect(corners(s)[0]).toEqual({ x: 7, y: -24 });
  });

  it('refuses what is none', () => {
    const good = encoded(3, 2, [0, 2, -4, 1, 6, 8]);
    const wrong = [
      new ArrayBuffer(0), new ArrayBuffer(40), good.slice(0, 50), encoded(4, 2, [0, 2, -4, 1, 6, 8]), encoded(0, 2, []),
      encoded(3, 2, [0, 2, -4, 1, 6, 8], { modality: 3 }), encoded(3, 2, [0, 2, -4, 1, 6, 8], { unit: NaN }),
      encoded(3, 2, [0, 2, -4, 1, 6, 8], { version: 2 }), encoded(2 ** 31, 2 ** 31, [1]),
    ];
    for (const data of wrong) expect(() => decode(data)).toThrow(/surface/);
    expect(() => decode(good)).not.toThrow();
  });
});

describe('surface', () => {
  it('is read between its points, and not beyond what is measured', () => {
    const plane = made(20, 20, (x, y) => 0.1 * x - 0.2 * y);
    expect(sample(plane, { x: 3.3, y: -7.1 })).toBeCloseTo(0.1 * 3.3 + 0.2 * 7.1, 5);
    expect(sample(plane, { x: 60, y: 0 })).toBeNaN();
    plane.z[10 * 20 + 10] = NaN;
    expect(sample(plane, { x: 1, y: 1 })).toBeNaN();
  });

  it('has an outline around what is measured', () => {
    const disc = made(101, 101, (x, y) => (Math.hypot(x, y) < 150 ? 1 : NaN));
    for (const p of outline(disc)) expect(Math.abs(Math.hypot(p.x, p.y) - 150)).toBeLessThan(12);
    expect(range(made(10, 10, () => 2))).toEqual([1.5, 2.5]);
  });

  it('becomes slopes, height and mask', () => {
    const s = made(40, 30, (x) => 0.02 * x);
    s.z[0] = NaN;
    const r = relief(s);
    expect(r.roughness).toBeCloseTo(0.02, 4);
    const at = (x: number, y: number) => [...r.texels.slice(4 * (y * 40 + x), 4 * (y * 40 + x) + 4)];
    expect(at(0, 0)).toEqual([0, 0, 0, 0]);
    const [dx, dy, , mask] = at(20, 15);
    expect(((dx! - 128) / 127) * r.steepest).toBeCloseTo(0.02, 3);
    expect([dy, mask]).toEqual([128, 255]);
    expect(at(39, 3)[2]! > at(1, 3)[2]!).toBe(true);
  });
});

describe('profile', () => {
  const waves = (x: number, y: number) => Math.sin(x / 17) + 0.5 * Math.cos((x + y) / 29);
  const pose = { deg: 25, x: 40, y: -30 };
  const candidate = made(200, 200, waves);
  const back = (x: number, y: number) => laid(pose, { x, y });
  const probe = made(200, 200, (x, y) => 3 + waves(back(x, y).x, back(x, y).y));

  it('is the same on both marks in register, whatever their levels', () => {
    const p = profile(probe, candidate, pose, { from: { x: -150, y: -100 }, to: { x: 180, y: 120 } });
    expect(p.correlation).toBeGreaterThan(0.999);
    expect(p.common).toBe(1);
    expect(p.along.at(-1)).toBeCloseTo(Math.hypot(330, 220), 6);
    p.probe.forEach((z, i) => expect(Math.abs(z - p.candidate[i]!)).toBeLessThan(0.05));
  });

  it('is another one out of register, and none beyond the marks', () => {
    const line = { from: { x: -150, y: -100 }, to: { x: 180, y: 120 } };
    expect(profile(probe, candidate, { ...pose, x: pose.x + 60 }, line).correlation).toBeLessThan(0.6);
    const beyond = profile(probe, candidate, pose, { from: { x: 9000, y: 0 }, to: { x: 9500, y: 0 } });
    expect(beyond.correlation).toBeNaN();
    expect(beyond.common).toBe(0);
  });

  it('averages across the line when it has a width', () => {
    const noisy = { ...candidate, z: candidate.z.map((z, i) => z + ((i * 7919) % 13) / 6 - 1) };
    const line = { from: { x: -100, y: 0 }, to: { x: 100, y: 0 } };
    const clean = profile(candidate, candidate, { deg: 0, x: 0, y: 0 }, line).candidate;
    const off = (width: number) => {
      const p = profile(noisy, candidate, { deg: 0, x: 0, y: 0 }, line, width);
      return Math.sqrt(p.probe.reduce((sum, z, i) => sum + (z - clean[i]!) ** 2, 0) / p.probe.length);
    };
    expect(off(40)).toBeLessThan(off(0) / 1.5);
  });

  it('correlates', () => {
    expect(correlation([1, 2, 3], [2, 4, 6])).toBeCloseTo(1);
    expect(correlation([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1);
    expect(correlation([1, 1], [2, 3])).toBeNaN();
  });

  it('goes through the probe by the way back', () => {
    expect(laid(inverse(pose), back(7, 8)).x).toBeCloseTo(7, 9);
  });
});

describe('light', () => {
  it('stands above at twelve o\'clock and on the right at three', () => {
    expect(towards({ azimuth: 0, elevation: 0 })[1]).toBeCloseTo(-1);
    expect(towards({ azimuth: 90, elevation: 0 })[0]).toBeCloseTo(1);
    expect(towards({ azimuth: 30, elevation: 90 })[2]).toBeCloseTo(1);
  });

  it('is found again on the ball', () => {
    for (const light of [{ azimuth: 10, elevation: 30 }, { azimuth: 315, elevation: 60 }, { azimuth: 180, elevation: 8 }]) {
      const at = spot(light);
      const again = placed(at.x, at.y);
      expect(again.azimuth < 0 ? again.azimuth + 360 : again.azimuth).toBeCloseTo(light.azimuth, 6);
      expect(again.elevation).toBeCloseTo(light.elevation, 6);
    }
    expect(bounded({ azimuth: -30, elevation: -4 })).toEqual({ azimuth: 330, elevation: 5 });
  });
});
