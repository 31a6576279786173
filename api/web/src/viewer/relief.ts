// A surface as a texture: slopes, height and mask in the four bytes of a point, all
// but the mask multiplied with it so that filtering at the mark's edge takes nothing
// from beyond.
import { range, type Surface } from './surface';

export interface Relief {
  width: number;
  height: number;
  texels: Uint8Array;
  /** The slope that a byte of 255 stands for; 128 is level. */
  steepest: number;
  /** Root mean square of the slopes. */
  roughness: number;
  /** The heights that bytes of 0 and 255 stand for. */
  low: number;
  high: number;
}

export function relief(s: Surface): Relief {
  const { width, height, z } = s;
  const slopes = new Float32Array(2 * z.length);
  let squares = 0;
  let known = 0;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      const here = z[i]!;
      if (Number.isNaN(here)) continue;
      const dx = slope(here, x > 0 ? z[i - 1]! : NaN, x + 1 < width ? z[i + 1]! : NaN) / s.pitchX;
      const dy = slope(here, y > 0 ? z[i - width]! : NaN, y + 1 < height ? z[i + width]! : NaN) / s.pitchY;
      slopes[2 * i] = dx;
      slopes[2 * i + 1] = dy;
      squares += dx * dx + dy * dy;
      known++;
    }
  const roughness = Math.sqrt(squares / Math.max(known, 1)) || 1e-6;
  // What is steeper than five times the usual is an edge; its direction stays.
  const steepest = 5 * roughness;
  const [low, high] = widened(range(s, 1));
  const texels = new Uint8Array(4 * z.length);
  for (let i = 0; i < z.length; i++) {
    if (Number.isNaN(z[i])) continue;
    const dx = slopes[2 * i]!;
    const dy = slopes[2 * i + 1]!;
    const over = Math.max(1, Math.hypot(dx, dy) / steepest);
    texels[4 * i] = Math.round(128 + (127 * dx) / steepest / over);
    texels[4 * i + 1] = Math.round(128 + (127 * dy) / steepest / over);
    texels[4 * i + 2] = Math.min(255, Math.max(0, Math.round((255 * (z[i]! - low)) / (high - low))));
    texels[4 * i + 3] = 255;
  }
  return { width, height, texels, steepest, roughness, low, high };
}

function slope(here: number, before: number, behind: number): number {
  if (Number.isNaN(before)) return Number.isNaN(behind) ? 0 : behind - here;
  return Number.isNaN(behind) ? here - before : (behind - before) / 2;
}

function widened([low, high]: [number, number]): [number, number] {
  const margin = (high - low) / 20;
  return [low - margin, high + margin];
}
