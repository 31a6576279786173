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

/** How the cells are laid out: their side, and how far they are turned on the candidate. */
export interface Layout {
  side: number;
  deg: number;
}

/** The engine's own, for a comparison with so few cells that their layout does not show. */
const usual = 500;

/**
 * layout finds how large the squares are, unless that is told, and how they stand on the candidate: the
 * engine draws them along the axes of whichever mark it keeps still.
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
  if (nearest.length === 0) return { side: told || usual, deg: 0 };
  nearest.sort((a, b) => a.far - b.far);
  const middle = nearest[Math.floor(nearest.length / 2)]!;
  // Squares look alike after a quarter turn.
  const quarter = (deg: number) => (((deg % 90) + 135) % 90) - 45;
  const still = quarter(middle.deg);
  const turnedWith = quarter(middle.deg - pose.deg);
  return { side: told || middle.far, deg: Math.abs(still) <= Math.abs(turnedWith) ? 0 : pose.deg };
}

/** onCandidate is a cell's square where the common pose has it, or where it agrees best. */
export function onCandidate(cell: Cell, l: Layout, best: boolean): Point[] {
  const middle = { x: cell.bx_um + (best ? cell.dx_um : 0), y: cell.by_um + (best ? cell.dy_um : 0) };
  return square(middle, l.side, l.deg);
}

/** onProbe is a cell's square on the first mark, in its own frame. */
export function onProbe(cell: Cell, l: Layout, pose: Pose): Point[] {
  return square({ x: cell.x_um, y: cell.y_um }, l.side, l.deg - pose.deg);
}

function square(middle: Point, side: number, deg: number): Point[] {
  return [[-1, -1], [1, -1], [1, 1], [-1, 1]].map(([x, y]) => {
    const c = turned({ x: (x! * side) / 2, y: (y! * side) / 2 }, deg);
    return { x: middle.x + c.x, y: middle.y + c.y };
  });
}

/** cellAt is the cell whose square holds a place of the candidate's frame, -1 for none. */
export function cellAt(cells: Cell[], l: Layout, place: Point): number {
  return cells.findIndex((cell) => {
    const d = turned({ x: place.x - cell.bx_um, y: place.y - cell.by_um }, -l.deg);
    return Math.abs(d.x) <= l.side / 2 && Math.abs(d.y) <= l.side / 2;
  });
}
