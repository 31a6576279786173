// The engine's cells (congruent matching cells, Song 2013) as squares on both marks.
import { turned, type Point, type Pose } from './pose';

export interface Cell {
  x_um: number;
  y_um: number;
  bx_um: number;
  by_um: number;
  cover: number;
  common_correlation: number;
  correlation: number;
  dx_um: number;
  dy_um: number;
  congruent: boolean;
}

/** How the cells are laid out on the candidate: their side, how far they are turned, and a corner of their lattice in the turned frame. */
export interface Layout {
  side: number;
  deg: number;
  corner: Point;
}

/** The engine's own, for a comparison with so few cells that their layout does not show. */
const usual = 500;
/** What two cells of one lattice may differ in by rounding, micrometres. */
const near = 2;

/**
 * layout finds how large the squares are, unless that is told, and how they stand on
 * the candidate: the engine draws them along the axes of whichever mark it keeps still.
 */
export function layout(cells: Cell[], pose: Pose, told = 0): Layout {
  const nearest: { far: number; deg: number }[] = [];
  for (const one of cells) {
    let best = { far: Infinity, deg: 0 };
    for (const other of cells) {
      if (other === one) continue;
      const far = Math.hypot(other.bx_um - one.bx_um, other.by_um - one.by_um);
      if (far > 1 && far < best.far) best = { far, deg: (Math.atan2(-(other.by_um - one.by_um), other.bx_um - one.bx_um) * 180) / Math.PI };
    }
    if (best.far < Infinity) nearest.push(best);
  }
  nearest.sort((a, b) => a.far - b.far);
  const middle = nearest[Math.floor(nearest.length / 2)] ?? { far: usual, deg: 0 };
  // Squares look alike after a quarter turn.
  const quarter = (deg: number) => Math.abs((((deg % 90) + 135) % 90) - 45);
  const side = told || middle.far;
  const deg = nearest.length === 0 || quarter(middle.deg) <= quarter(middle.deg - pose.deg) ? 0 : pose.deg;
  const places = cells.map((cell) => turned({ x: cell.bx_um, y: cell.by_um }, -deg));
  return { side, deg, corner: { x: usualRest(places.map((p) => p.x), side), y: usualRest(places.map((p) => p.y), side) } };
}

/** usualRest is the rest of division that most values have. */
function usualRest(values: number[], side: number): number {
  const alike = (a: number) => values.filter((b) => Math.abs(rest(b - a, side)) < near).length;
  const best = values.reduce((found, v) => (alike(v) > alike(found) ? v : found), values[0] ?? 0);
  return rest(best, side);
}

/** rest is what is left of a value after whole sides, from minus half of one to half. */
const rest = (value: number, side: number) => value - side * Math.round(value / side);

/** half is half of a cell's width and height: those at the edge of what was compared are cut. */
function half(cell: Cell, l: Layout): Point {
  const p = turned({ x: cell.bx_um, y: cell.by_um }, -l.deg);
  const cut = (v: number) => Math.max(l.side / 20, l.side / 2 - Math.abs(rest(v, l.side)));
  return { x: cut(p.x - l.corner.x), y: cut(p.y - l.corner.y) };
}

/** onCandidate is a cell's corners where the common pose has it, or where it agrees best. */
export function onCandidate(cell: Cell, l: Layout, best: boolean): Point[] {
  return corners({ x: cell.bx_um + (best ? cell.dx_um : 0), y: cell.by_um + (best ? cell.dy_um : 0) }, half(cell, l), l.deg);
}

/** onProbe is a cell's corners on the first mark, in its own frame. */
export function onProbe(cell: Cell, l: Layout, pose: Pose): Point[] {
  return corners({ x: cell.x_um, y: cell.y_um }, half(cell, l), l.deg - pose.deg);
}

function corners(middle: Point, { x: across, y: down }: Point, deg: number): Point[] {
  return [[-1, -1], [1, -1], [1, 1], [-1, 1]].map(([x, y]) => {
    const c = turned({ x: x! * across, y: y! * down }, deg);
    return { x: middle.x + c.x, y: middle.y + c.y };
  });
}

/** cellAt is the cell that holds a place of the candidate's frame, -1 for none. */
export function cellAt(cells: Cell[], l: Layout, place: Point): number {
  return cells.findIndex((cell) => {
    const d = turned({ x: place.x - cell.bx_um, y: place.y - cell.by_um }, -l.deg);
    const h = half(cell, l);
    return Math.abs(d.x) <= h.x && Math.abs(d.y) <= h.y;
  });
}
