// Figures of a region, in points of the original from its top left corner, x to
// the right and y down. They are added and cut in their order.

export type Corner = [number, number];

export interface Circle {
  x: number;
  y: number;
  r: number;
}

/** Shape is a circle or a polygon, added or cut away. */
export interface Shape {
  cut?: boolean;
  circle?: Circle;
  polygon?: Corner[];
}

/** shapesOf are the shapes of an outline of the service, without what is neither circle nor polygon. */
export function shapesOf(outline: { shapes: { cut?: boolean; circle?: Circle; polygon?: (number[] | null)[] }[] } | undefined): Shape[] {
  return (outline?.shapes ?? []).flatMap((one): Shape[] => {
    const cut = one.cut ? { cut: true } : {};
    if (one.circle) return [{ ...cut, circle: one.circle }];
    if (one.polygon && one.polygon.length >= 3) return [{ ...cut, polygon: one.polygon.map((corner): Corner => [corner?.[0] ?? 0, corner?.[1] ?? 0]) }];
    return [];
  });
}

/** Places are kept to a hundredth of a point: finer than anybody draws, and short. */
const round = (value: number) => Math.round(value * 100) / 100;

export function moved(shape: Shape, dx: number, dy: number): Shape {
  if (shape.circle) return { ...shape, circle: { ...shape.circle, x: round(shape.circle.x + dx), y: round(shape.circle.y + dy) } };
  return { ...shape, polygon: shape.polygon?.map(([x, y]): Corner => [round(x + dx), round(y + dy)]) };
}

export function cornerAt(shape: Shape, i: number, [x, y]: Corner): Shape {
  return { ...shape, polygon: shape.polygon?.map((one, k): Corner => (k === i ? [round(x), round(y)] : one)) };
}

/** inserted has a corner more, in the middle of the edge after corner i. */
export function inserted(shape: Shape, i: number, at?: Corner): Shape {
  const all = shape.polygon ?? [];
  const [a, b] = [all[i], all[(i + 1) % all.length]];
  if (!a || !b) return shape;
  const corner: Corner = at ?? [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  return { ...shape, polygon: [...all.slice(0, i + 1), [round(corner[0]), round(corner[1])], ...all.slice(i + 1)] };
}

/** removed has a corner less; a polygon keeps three. */
export function removed(shape: Shape, i: number): Shape {
  const all = shape.polygon ?? [];
  return all.length <= 3 ? shape : { ...shape, polygon: all.filter((_, k) => k !== i) };
}

export function resized(shape: Shape, r: number): Shape {
  return shape.circle ? { ...shape, circle: { ...shape.circle, r: Math.max(1, round(r)) } } : shape;
}

const distance = (a: Corner, b: Corner) => Math.hypot(a[0] - b[0], a[1] - b[1]);

/** fromLine is how far a point lies from the line between two others. */
function fromLine(p: Corner, a: Corner, b: Corner): number {
  const length = distance(a, b);
  if (length === 0) return distance(p, a);
  const t = Math.max(0, Math.min(1, ((p[0] - a[0]) * (b[0] - a[0]) + (p[1] - a[1]) * (b[1] - a[1])) / (length * length)));
  return distance(p, [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])]);
}

/** edgeNear is the edge of a polygon that lies next to a point: the number of its first corner. */
export function edgeNear(polygon: Corner[], p: Corner): number {
  let best = 0;
  let least = Infinity;
  polygon.forEach((a, i) => {
    const far = fromLine(p, a, polygon[(i + 1) % polygon.length]!);
    if (far < least) [best, least] = [i, far];
  });
  return best;
}

/**
 * simplified has so few corners that a person can handle them, none farther than
 * `tolerance` from the outline that was found: Douglas and Peucker 1973, on the
 * two halves between the corners that lie farthest apart from the first.
 */
export function simplified(polygon: Corner[], tolerance: number): Corner[] {
  if (polygon.length <= 4) return polygon;
  let far = 0;
  polygon.forEach((one, i) => {
    if (distance(polygon[0]!, one) > distance(polygon[0]!, polygon[far]!)) far = i;
  });
  const halves = [polygon.slice(0, far + 1), [...polygon.slice(far), polygon[0]!]];
  const kept = halves.flatMap((half) => between(half, tolerance).slice(0, -1));
  return kept.length >= 3 ? kept : polygon;
}

function between(line: Corner[], tolerance: number): Corner[] {
  const [first, last] = [line[0]!, line[line.length - 1]!];
  let at = 0;
  let most = 0;
  for (let i = 1; i < line.length - 1; i++) {
    const far = fromLine(line[i]!, first, last);
    if (far > most) [at, most] = [i, far];
  }
  if (most <= tolerance) return [first, last];
  return [...between(line.slice(0, at + 1), tolerance).slice(0, -1), ...between(line.slice(at), tolerance)];
}

/** simple is a region as a person takes it over to change it. */
export const simple = (shapes: Shape[], tolerance: number): Shape[] =>
  shapes.map((one) => (one.polygon ? { ...one, polygon: simplified(one.polygon, tolerance) } : one));

/** pathOf is a shape as SVG has it. */
export function pathOf(shape: Shape): string {
  if (shape.circle) {
    const { x, y, r } = shape.circle;
    return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
  }
  return `M${(shape.polygon ?? []).map(([x, y]) => `${x} ${y}`).join('L')}Z`;
}

/** endOf is the highest or the lowest point of what is added, where its name is written. */
export function endOf(shapes: Shape[], end: 'top' | 'bottom'): Corner | undefined {
  const down = end === 'top' ? -1 : 1;
  const all = shapes.filter((one) => !one.cut).flatMap((one): Corner[] => (one.circle ? [[one.circle.x, one.circle.y + down * one.circle.r]] : (one.polygon ?? [])));
  return all.reduce<Corner | undefined>((last, one) => (!last || one[1] * down > last[1] * down ? one : last), undefined);
}
