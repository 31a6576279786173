// A mark's relief as the service sends it (application/vnd.cotejo.surface, described
// in api/match/surface_format.go).
import type { Point } from './pose';

export interface Surface {
  modality: 'topography' | 'reflectance';
  width: number;
  height: number;
  /** Micrometres a point. */
  pitchX: number;
  pitchY: number;
  /** The grid's middle, micrometres from the middle of the original's frame. */
  centreX: number;
  centreY: number;
  /** Micrometres of a topography, standard deviations of a picture's brightness; NaN where nothing is measured. */
  z: Float32Array;
}

const header = 40;
const mostPoints = 4096;
const notMeasured = -32768;
/** Steps of a standard deviation of a picture's brightness. */
const brightnessSteps = 6553;

/** decode reads a surface, and throws on anything that is none. */
export function decode(data: ArrayBuffer): Surface {
  const view = new DataView(data);
  if (data.byteLength < header || view.getUint32(0) !== 0x43544a53) throw new Error('not a surface');
  const version = view.getUint16(4, true);
  if (version !== 1) throw new Error(`surface of version ${version}: load the page again`);
  const modality = view.getUint16(6, true);
  const width = view.getUint32(8, true);
  const height = view.getUint32(12, true);
  const pitchX = view.getFloat32(16, true);
  const pitchY = view.getFloat32(20, true);
  const centreX = view.getFloat32(24, true);
  const centreY = view.getFloat32(28, true);
  const unit = view.getFloat32(32, true);
  const sound = [pitchX, pitchY, unit].every((v) => v > 0 && Number.isFinite(v)) && Number.isFinite(centreX + centreY);
  if ((modality !== 1 && modality !== 2) || !sound || !(width >= 1 && width <= mostPoints && height >= 1 && height <= mostPoints))
    throw new Error('a surface with an impossible header');
  if (data.byteLength !== header + 2 * width * height) throw new Error('a surface that breaks off');
  const step = modality === 1 ? unit : 1 / brightnessSteps;
  const z = new Float32Array(width * height);
  for (let i = 0; i < z.length; i++) {
    const steps = view.getInt16(header + 2 * i, true);
    z[i] = steps === notMeasured ? NaN : steps * step;
  }
  return { modality: modality === 1 ? 'topography' : 'reflectance', width, height, pitchX, pitchY, centreX, centreY, z };
}

/** extent is the size of the grid in micrometres. */
export const extent = (s: Surface) => ({ width: s.width * s.pitchX, height: s.height * s.pitchY });

/** corners of the grid, in its own frame. */
export function corners(s: Surface): Point[] {
  const { width, height } = extent(s);
  return [[-1, -1], [1, -1], [1, 1], [-1, 1]].map(([x, y]) => ({ x: s.centreX + (x! * width) / 2, y: s.centreY + (y! * height) / 2 }));
}

/** outline is a polygon of so many corners around what is measured: bounds that are closer than the grid's. */
export function outline(s: Surface, directions = 24): Point[] {
  const best = Array.from({ length: directions }, (_, i) => ({
    x: Math.cos((2 * Math.PI * i) / directions), y: Math.sin((2 * Math.PI * i) / directions), far: -Infinity, at: { x: s.centreX, y: s.centreY },
  }));
  const step = Math.max(1, Math.floor(Math.max(s.width, s.height) / 128));
  for (let row = 0; row < s.height; row += step)
    for (let column = 0; column < s.width; column += step) {
      if (Number.isNaN(s.z[row * s.width + column])) continue;
      const at = { x: s.centreX + (column + 0.5 - s.width / 2) * s.pitchX, y: s.centreY + (row + 0.5 - s.height / 2) * s.pitchY };
      for (const d of best) {
        const far = at.x * d.x + at.y * d.y;
        if (far > d.far) [d.far, d.at] = [far, at];
      }
    }
  return best.map((d) => d.at);
}

/** sample is the height at a place between the points, NaN where a neighbour is not measured. */
export function sample(s: Surface, p: Point): number {
  const x = (p.x - s.centreX) / s.pitchX + s.width / 2 - 0.5;
  const y = (p.y - s.centreY) / s.pitchY + s.height / 2 - 0.5;
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  if (!(x0 >= 0 && y0 >= 0 && x0 + 1 < s.width && y0 + 1 < s.height)) return NaN;
  const i = y0 * s.width + x0;
  const u = x - x0;
  const v = y - y0;
  return (
    (1 - v) * ((1 - u) * s.z[i]! + u * s.z[i + 1]!) + v * ((1 - u) * s.z[i + s.width]! + u * s.z[i + s.width + 1]!)
  );
}

/** range is where most of the heights lie: without the lowest and highest in a thousand of `cut`. */
export function range(s: Surface, cut = 5): [number, number] {
  const step = Math.max(1, Math.floor(s.z.length / 50_000));
  const known: number[] = [];
  for (let i = 0; i < s.z.length; i += step) if (!Number.isNaN(s.z[i])) known.push(s.z[i]!);
  if (known.length === 0) return [-1, 1];
  const sorted = Float32Array.from(known).sort();
  const low = sorted[Math.floor((sorted.length * cut) / 1000)]!;
  const high = sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * (1 - cut / 1000)))]!;
  return high > low ? [low, high] : [low - 0.5, low + 0.5];
}
