// Where a list's scores stand against those of pairs that are known to be of the
// same firearm or of different ones.

/** Reference is how often scores of known pairs fell into each of equal bins. */
export interface Reference {
  from: number;
  to: number;
  bins: number;
  known_match: number[];
  known_non_match: number[];
  matches: number;
  non_matches: number;
}

/** With fewer known pairs than this nothing is said about where a list can be left. */
export const enough = 30;

export type Leaving =
  | { kind: 'few'; matches: number }
  /** Every entry scores as some known match has. */
  | { kind: 'all'; matches: number; lowest: number }
  /** From this rank on none does. */
  | { kind: 'from'; rank: number; matches: number; lowest: number; atMost: number };

/** leaving tells from which rank on no known match has scored as low. `scores` are by rank, the best first. */
export function leaving(entries: readonly { rank: number; score: number }[], reference: Reference): Leaving {
  const { matches } = reference;
  const first = reference.known_match.findIndex((n) => n > 0);
  if (matches < enough || first < 0) return { kind: 'few', matches };
  const lowest = reference.from + first * binWidth(reference);
  const below = entries.filter((entry) => entry.score < lowest);
  if (below.length === 0) return { kind: 'all', matches, lowest };
  // Of n matches none was below: at 95 % confidence at most 3/n of all are (the rule of three).
  return { kind: 'from', rank: Math.min(...below.map((entry) => entry.rank)), matches, lowest, atMost: 3 / matches };
}

export const binWidth = (reference: Reference) => (reference.to - reference.from) / reference.bins;

/** density is a histogram as parts of its whole, so that many non-matches and few matches can be compared. */
export function density(counts: readonly number[]): number[] {
  const sum = counts.reduce((a, b) => a + b, 0);
  return counts.map((n) => (sum === 0 ? 0 : n / sum));
}

/** steps is the outline of a histogram as an SVG path, from the left foot to the right. */
export function steps(parts: readonly number[], width: number, height: number, most: number): string {
  const step = width / parts.length;
  const y = (part: number) => (height - (most > 0 ? (part / most) * height : 0)).toFixed(1);
  return `M0 ${height}${parts.map((part, i) => `V${y(part)}H${((i + 1) * step).toFixed(1)}`).join('')}V${height}`;
}

export interface Band {
  from: number;
  to: number;
  matches: number;
  nonMatches: number;
  here: number;
}

/** bands are the same numbers for reading: ten bands, the highest scores first, those in which there is something. */
export function bands(entries: readonly { score: number }[], reference: Reference, count = 10): Band[] {
  const width = (reference.to - reference.from) / count;
  const all: Band[] = Array.from({ length: count }, (_, i) => ({
    from: reference.from + i * width, to: reference.from + (i + 1) * width, matches: 0, nonMatches: 0, here: 0,
  }));
  const bandOf = (score: number) => all[Math.min(Math.max(Math.floor((score - reference.from) / width + 1e-9), 0), count - 1)]!;
  for (let i = 0; i < reference.bins; i++) {
    const band = bandOf(reference.from + (i + 0.5) * binWidth(reference));
    band.matches += reference.known_match[i] ?? 0;
    band.nonMatches += reference.known_non_match[i] ?? 0;
  }
  for (const entry of entries) bandOf(entry.score).here++;
  return all.reverse().filter((band) => band.matches + band.nonMatches + band.here > 0);
}
