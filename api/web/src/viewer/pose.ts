// Rigid motions in the plane, as the engine has them: micrometres from the middle
// of an original's frame, x to the right and y down, turned anticlockwise as
// displayed, then shifted (engine/mark/pose.go).

export interface Point {
  x: number;
  y: number;
}

/** Pose lays the probe onto the candidate. */
export interface Pose {
  deg: number;
  x: number;
  y: number;
}

export const still: Pose = { deg: 0, x: 0, y: 0 };

/** turned is a point turned anticlockwise about the origin. */
export function turned(p: Point, deg: number): Point {
  const s = Math.sin((deg * Math.PI) / 180);
  const c = Math.cos((deg * Math.PI) / 180);
  return { x: c * p.x + s * p.y, y: -s * p.x + c * p.y };
}

/** laid is where a point of the probe lies on the candidate. */
export function laid(pose: Pose, p: Point): Point {
  const q = turned(p, pose.deg);
  return { x: q.x + pose.x, y: q.y + pose.y };
}

/** inverse lays the candidate onto the probe. */
export function inverse(pose: Pose): Pose {
  const back = turned({ x: -pose.x, y: -pose.y }, -pose.deg);
  return { deg: normal(-pose.deg), x: back.x, y: back.y };
}

/** after is the motion that does `first`, and then `next`. */
export function after(next: Pose, first: Pose): Pose {
  const at = laid(next, first);
  return { deg: normal(next.deg + first.deg), x: at.x, y: at.y };
}

/** about is the pose turned further about a place on the candidate. */
export function about(pose: Pose, deg: number, place: Point): Pose {
  const moved = turned({ x: pose.x - place.x, y: pose.y - place.y }, deg);
  return { deg: normal(pose.deg + deg), x: place.x + moved.x, y: place.y + moved.y };
}

/** normal brings an angle into (-180, 180]. */
export function normal(deg: number): number {
  const rest = ((deg % 360) + 360) % 360;
  return rest > 180 ? rest - 360 : rest;
}

/** moved is the difference of two poses at a place of the probe. */
export function moved(from: Pose, to: Pose, place: Point): { deg: number; um: number } {
  const a = laid(from, place);
  const b = laid(to, place);
  return { deg: normal(to.deg - from.deg), um: Math.hypot(b.x - a.x, b.y - a.y) };
}

export function same(a: Pose, b: Pose): boolean {
  return Math.abs(normal(a.deg - b.deg)) < 1e-6 && Math.hypot(a.x - b.x, a.y - b.y) < 1e-6;
}

/**
 * through is the pose that lays pairs of corresponding places onto each other with
 * the least squares, and the root mean square of what is left in micrometres. One
 * pair says nothing about rotation: the given pose's stays.
 */
export function through(pairs: { probe: Point; candidate: Point }[], given: Pose): { pose: Pose; rms: number } | null {
  if (pairs.length === 0) return null;
  const n = pairs.length;
  const mean = (of: (pair: { probe: Point; candidate: Point }) => Point) =>
    pairs.reduce((sum, pair) => ({ x: sum.x + of(pair).x / n, y: sum.y + of(pair).y / n }), { x: 0, y: 0 });
  const p = mean((pair) => pair.probe);
  const q = mean((pair) => pair.candidate);
  let along = 0;
  let across = 0;
  for (const pair of pairs) {
    const a = { x: pair.probe.x - p.x, y: pair.probe.y - p.y };
    const b = { x: pair.candidate.x - q.x, y: pair.candidate.y - q.y };
    along += a.x * b.x + a.y * b.y;
    across += a.y * b.x - a.x * b.y; // anticlockwise as displayed
  }
  const deg = n > 1 && Math.hypot(along, across) > 1e-9 ? (Math.atan2(across, along) * 180) / Math.PI : given.deg;
  const at = turned(p, deg);
  const pose = { deg: normal(deg), x: q.x - at.x, y: q.y - at.y };
  const squares = pairs.reduce((sum, pair) => {
    const there = laid(pose, pair.probe);
    return sum + (there.x - pair.candidate.x) ** 2 + (there.y - pair.candidate.y) ** 2;
  }, 0);
  return { pose, rms: Math.sqrt(squares / n) };
}
