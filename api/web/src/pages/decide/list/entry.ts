import type { Schemas } from '../../../api/client';
import type { CandidateState, Verdict } from '../../../parts/decision/judge';
import type { Frame, Pose } from '../../../parts/pose';

/** Entry is one line of a list, of one mark's or of the fused one. */
export interface Entry {
  /** The candidate; of a fused list that of the best mark. */
  candidate: string;
  search: string;
  /** The mark that found it. */
  probe?: string;
  rank: number;
  score: number;
  cells: number;
  congruent: number;
  /** Of a fused list: the score by kind of mark. */
  kinds: Schemas['KindScore'][];
  pose: Pose;
  probeFrame?: Frame;
  frame?: Frame;
  party: Schemas['Party'];
  state: CandidateState;
  mine: Verdict | '';
}

// A row that did not change stays the same entry, so that a verdict draws one line anew and not the list.
const made = new WeakMap<object, Entry>();

export function ofRow(row: Schemas['CandidateRow'], probe: string | undefined): Entry {
  const before = made.get(row);
  if (before && before.probe === probe) return before;
  const entry = {
    candidate: row.id ?? '', search: row.search, probe, rank: row.rank, score: row.score, cells: row.cells, congruent: row.cells_congruent, kinds: [],
    pose: row, probeFrame: row.probe_frame, frame: row.frame, party: row.party, state: row.state, mine: row.mine,
  };
  made.set(row, entry);
  return entry;
}

/** ofFused is an exhibit of the fused list; entries without one are none. */
export function ofFused(row: Schemas['FusedRow'], searches: readonly Schemas['Search'][]): Entry | undefined {
  const best = row.entries[0];
  if (!best) return undefined;
  return {
    candidate: best.id ?? '', search: best.search, probe: searches.find((one) => one.id === best.search)?.mark,
    rank: row.rank, score: row.score, cells: best.cells, congruent: best.cells_congruent, kinds: row.kinds,
    pose: best, probeFrame: row.probe_frame, frame: row.frame, party: row.party, state: row.state, mine: row.mine,
  };
}
