// How the region of each kind of mark stands: what is in force, what was found,
// what people drew.
import type { Schemas } from '../../../api/client';
import { markKinds, type MarkKind } from './kinds';
import { same } from '../../../parts/record/rebase';
import { shapesOf, type Shape } from './shape';

export type Regions = Schemas['Regions'];
export type Region = Schemas['Region'];

export interface Standing {
  kind: MarkKind;
  /** Of what is in force; nothing: neither found nor spoken of. */
  basis: 'drawn' | 'none' | 'automatic' | 'nothing';
  shapes: Shape[];
  confidence?: number;
  /** What the engine found last. */
  automatic?: { shapes: Shape[]; confidence: number; engine: string; at: string };
  /** What people drew, the latest first. */
  drawn: Region[];
  mark?: string;
}

export function standingOf(regions: Regions): Standing[] {
  const found = regions.automatic[0];
  return markKinds.map((kind): Standing => {
    const force = regions.in_force.find((one) => one.mark_kind === kind);
    const mark = found?.marks?.find((one) => one.mark_kind === kind);
    return {
      kind, basis: force?.basis ?? 'nothing', shapes: shapesOf(force?.outline), confidence: force?.confidence, mark: force?.mark,
      automatic: mark && { shapes: shapesOf(mark.outline), confidence: mark.confidence, engine: found?.engine ?? '', at: found?.created_at ?? '' },
      drawn: regions.by_hand.filter((one) => one.mark_kind === kind),
    };
  });
}

/**
 * arrived tells whether what a person saved is there although no answer came: the
 * latest region by hand is theirs and says the same.
 */
export function arrived(regions: Regions, account: string, kind: MarkKind, basis: 'drawn' | 'none' | 'automatic', shapes: Shape[]): boolean {
  const last = regions.by_hand[0];
  if (!last || last.created_by !== account || last.mark_kind !== kind || last.basis !== basis) return false;
  return basis !== 'drawn' || same(shapesOf(last.outline), shapes);
}

/** tolerance is how far a simplified outline may lie from the one that was found, in points. */
export const tolerance = (size: { width: number; height: number }) => Math.max(0.75, Math.max(size.width, size.height) / 400);
