// A comparison as the engine tells it (engine/compare/result.go).
import type { Cell } from '../../viewer/cell';
import type { Pose } from '../../viewer/pose';

export interface Term {
  name: string;
  value: number;
  weight: number;
}

export interface Comparison {
  score: number;
  terms: Term[];
  pose: { rotation_deg: number; shift_x_um: number; shift_y_um: number };
  cells: Cell[];
  cells_congruent: number;
  cell_um?: number;
  coarse: number;
  overlap_mm2: number;
  engine: string;
  params: string;
}

/** posed is a pose as the viewer has it. */
export const posed = (p: { rotation_deg: number; shift_x_um: number; shift_y_um: number }): Pose => ({ deg: p.rotation_deg, x: p.shift_x_um, y: p.shift_y_um });

/** parts are the terms that the score sums up, each with what it adds, and the terms that are told besides. */
export function parts(terms: Term[]): { summed: (Term & { adds: number })[]; sum: number; told: Term[] } {
  const summed = terms.filter((t) => t.weight !== 0).map((t) => ({ ...t, adds: t.value * t.weight }));
  return { summed, sum: summed.reduce((sum, t) => sum + t.adds, 0), told: terms.filter((t) => t.weight === 0) };
}
