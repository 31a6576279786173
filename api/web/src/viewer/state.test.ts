import { describe, expect, it } from 'vitest';
import { at, texels } from './colour';
import { finished, measured, sideWanted, type Click } from './sketch';
import { still } from './pose';
import { initial, readBack, written, type State } from './state';

describe('state in the address', () => {
  const stands: State = {
    ...initial, mode: 'split', synchronous: false,
    left: { x: 1.5, y: -2, scale: 0.21, deg: 30 }, right: { x: 100, y: 7, scale: 0.5, deg: -20 },
    pose: { deg: -179.25, x: -16.08, y: 268.98 }, light: { azimuth: 300, elevation: 15 }, relief: 1.5, colour: 'height',
    brightness: 0.5, contrast: 2, split: { at: -0.25, deg: 15 }, cells: true,
    profile: { from: { x: 1, y: 2 }, to: { x: 3, y: 4 }, width: 50 },
  };

  it('is read back as it was written', () => {
    const back = readBack(written(stands, still));
    for (const [name, value] of Object.entries(back)) expect(value, name).toEqual(stands[name as keyof State]);
    expect(Object.keys(back).sort()).toEqual(
      ['brightness', 'cells', 'colour', 'contrast', 'left', 'light', 'mode', 'pose', 'profile', 'relief', 'right', 'split', 'synchronous'],
    );
  });

  it('says nothing of a pose that is the engine\'s', () => {
    expect(readBack(written(stands, stands.pose)).pose).toBeUndefined();
  });

  it('takes nothing from an address that says nonsense', () => {
    expect(readBack('mode=fly&view=1,2&pose=a,b,c&light=,,x&split=1&profile=1,2,3,4,NaN')).toEqual({});
    expect(readBack('view=0,0,-1,0')).toEqual({});
    expect(readBack('')).toEqual({});
  });
});

describe('sketch', () => {
  const on = (side: Click['side'], x: number, y = 0): Click => ({ side, x, y });

  it('needs as many places as its tool', () => {
    expect(finished('point', [on('probe', 1)])).toEqual({ type: 'point', side: 'probe', points: [{ x_um: 1, y_um: 0 }] });
    expect(finished('line', [on('probe', 1)])).toBeNull();
    expect(finished('polyline', [on('probe', 1), on('probe', 2)])).toBeNull();
    expect(finished('polyline', [on('probe', 1), on('probe', 2)], true)?.points).toHaveLength(2);
    expect(finished('pan', [on('probe', 1)])).toBeNull();
  });

  it('joins places of both marks, whichever came first', () => {
    const figure = finished('correspondence', [on('candidate', 5), on('probe', 3)]);
    expect(figure).toEqual({ type: 'correspondence', side: 'probe', points: [{ x_um: 3, y_um: 0 }], to: { x_um: 5, y_um: 0 } });
    expect(sideWanted('correspondence', [on('candidate', 5)])).toBe('probe');
    expect(sideWanted('line', [on('candidate', 5)])).toBe('candidate');
    expect(sideWanted('line', [])).toBeUndefined();
  });

  it('measures lines, ways and circles', () => {
    const line = finished('line', [on('probe', 0), on('probe', 30, 40)])!;
    expect(measured(line)).toBe(50);
    expect(measured({ ...line, type: 'circle' })).toBe(100);
    expect(measured({ ...line, type: 'polyline', points: [...line.points, { x_um: 30, y_um: 0 }] })).toBe(90);
    expect(measured({ ...line, type: 'correspondence' })).toBeNull();
  });
});

describe('colour maps', () => {
  // CIE lightness (L*), of sRGB.
  const lightness = ([r, g, b]: number[]) => {
    const linear = (v: number) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
    const y = 0.2126 * linear(r!) + 0.7152 * linear(g!) + 0.0722 * linear(b!);
    return 116 * Math.cbrt(y) - 16;
  };

  it('rise evenly in lightness with the height', () => {
    const steps = Array.from({ length: 15 }, (_, i) => lightness(at('height', (i + 1) / 15)) - lightness(at('height', i / 15)));
    for (const step of steps) expect(Math.abs(step - 5)).toBeLessThan(2);
    expect(texels('height')).toHaveLength(1024);
  });

  it('fall to both sides from where marks are alike', () => {
    for (const side of [-1, 1])
      for (let i = 1; i <= 5; i++) {
        const step = lightness(at('difference', 0.5 + side * (i - 1) / 10)) - lightness(at('difference', 0.5 + (side * i) / 10));
        expect(step).toBeGreaterThan(5);
        expect(step).toBeLessThan(20);
      }
  });
});
