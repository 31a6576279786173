// Heights along a line that is drawn on the registered pair.
import { inverse, laid, type Point, type Pose } from './pose';
import { sample, type Surface } from './surface';

export interface Line {
  from: Point;
  to: Point;
}

export interface Profile {
  /** Micrometres along the line. */
  along: number[];
  /** Heights less their own mean over what both have; NaN where nothing is measured. */
  probe: number[];
  candidate: number[];
  /** Pearson's correlation over what both have; NaN with fewer than eight places. */
  correlation: number;
  /** The share of the line on which both are measured. */
  common: number;
}

const mostPlaces = 1200;
const leastPlaces = 8;
const rows = 9;

/**
 * profile reads both surfaces along a line in the candidate's frame. With a width,
 * heights are the mean over so many micrometres across the line: striae stand out.
 */
export function profile(probe: Surface, candidate: Surface, pose: Pose, line: Line, widthUm = 0): Profile {
  const length = Math.hypot(line.to.x - line.from.x, line.to.y - line.from.y);
  const pitch = Math.min(probe.pitchX, probe.pitchY, candidate.pitchX, candidate.pitchY);
  const count = Math.max(2, Math.min(mostPlaces, Math.ceil(length / pitch) + 1));
  const across = length > 0 ? { x: -(line.to.y - line.from.y) / length, y: (line.to.x - line.from.x) / length } : { x: 0, y: 0 };
  const offsets = widthUm > 0 ? Array.from({ length: rows }, (_, i) => widthUm * (i / (rows - 1) - 0.5)) : [0];
  const back = inverse(pose);
  const along: number[] = [];
  const a: number[] = [];
  const b: number[] = [];
  for (let i = 0; i < count; i++) {
    const t = i / (count - 1);
    along.push(t * length);
    const at = { x: line.from.x + t * (line.to.x - line.from.x), y: line.from.y + t * (line.to.y - line.from.y) };
    const places = offsets.map((o) => ({ x: at.x + o * across.x, y: at.y + o * across.y }));
    a.push(mean(places.map((p) => sample(probe, laid(back, p)))));
    b.push(mean(places.map((p) => sample(candidate, p))));
  }
  const both = along.map((_, i) => i).filter((i) => !Number.isNaN(a[i]! + b[i]!));
  const meanA = mean(both.length > 0 ? both.map((i) => a[i]!) : a);
  const meanB = mean(both.length > 0 ? both.map((i) => b[i]!) : b);
  return {
    along,
    probe: a.map((z) => z - meanA),
    candidate: b.map((z) => z - meanB),
    correlation: both.length < leastPlaces ? NaN : correlation(both.map((i) => a[i]!), both.map((i) => b[i]!)),
    common: both.length / count,
  };
}

/** mean of the numbers that are known. */
function mean(values: number[]): number {
  let sum = 0;
  let n = 0;
  for (const v of values)
    if (!Number.isNaN(v)) {
      sum += v;
      n++;
    }
  return n > 0 ? sum / n : NaN;
}

/** correlation is Pearson's; NaN where one does not vary. */
export function correlation(a: number[], b: number[]): number {
  const ma = mean(a);
  const mb = mean(b);
  let ab = 0;
  let aa = 0;
  let bb = 0;
  for (let i = 0; i < a.length; i++) {
    const x = a[i]! - ma;
    const y = b[i]! - mb;
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : NaN;
}
