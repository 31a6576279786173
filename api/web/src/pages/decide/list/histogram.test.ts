import { describe, expect, it } from 'vitest';
import { bands, density, leaving, steps, type Reference } from './histogram';

const bins = (at: Record<number, number>) => Array.from({ length: 40 }, (_, i) => at[i] ?? 0);

const reference = (matches: Record<number, number>, others: Record<number, number> = {}): Reference => ({
  from: 0, to: 1, bins: 40, known_match: bins(matches), known_non_match: bins(others),
  matches: Object.values(matches).reduce((a, b) => a + b, 0), non_matches: Object.values(others).reduce((a, b) => a + b, 0),
});

const list = [0.99, 0.8, 0.4, 0.39, 0.1].map((score, i) => ({ rank: i + 1, score }));

describe('leaving', () => {
  it('names the first rank below every known match', () => {
    // Bin 16 begins at 0.4: a score of 0.4 is still among those of matches.
    expect(leaving(list, reference({ 16: 1, 39: 59 }))).toEqual({ kind: 'from', rank: 4, matches: 60, lowest: 0.4, atMost: 0.05 });
  });

  it('says so where every entry scores as matches do', () => {
    expect(leaving(list, reference({ 2: 1, 39: 40 }))).toMatchObject({ kind: 'all', lowest: 0.05 });
  });

  it('says nothing of few matches', () => {
    expect(leaving(list, reference({ 39: 29 }, { 3: 5000 }))).toEqual({ kind: 'few', matches: 29 });
    expect(leaving(list, reference({}))).toEqual({ kind: 'few', matches: 0 });
  });

  it('finds the rank in a list of any order', () => {
    expect(leaving([...list].reverse(), reference({ 16: 30 }))).toMatchObject({ rank: 4 });
  });
});

describe('bands', () => {
  it('sums bins and counts the list, the highest first, without empty ones', () => {
    const shown = bands(list, reference({ 39: 3, 36: 2 }, { 4: 7 }));
    expect(shown.map((band) => [band.from.toFixed(1), band.matches, band.nonMatches, band.here])).toEqual([
      ['0.9', 5, 0, 1], ['0.8', 0, 0, 1], ['0.4', 0, 0, 1], ['0.3', 0, 0, 1], ['0.1', 0, 7, 1],
    ]);
    expect(shown.reduce((sum, band) => sum + band.here, 0)).toBe(list.length);
  });

  it('keeps a score of one in the highest band', () => {
    expect(bands([{ score: 1 }], reference({}))[0]).toMatchObject({ here: 1, to: 1 });
  });
});

describe('density', () => {
  it('is parts of the whole, and nothing of nothing', () => {
    expect(density([1, 3])).toEqual([0.25, 0.75]);
    expect(density([0, 0])).toEqual([0, 0]);
  });
});

describe('steps', () => {
  it('draws each part as high as it is beside the most', () => {
    expect(steps([0.5, 1], 10, 4, 1)).toBe('M0 4V2.0H5.0V0.0H10.0V4');
  });
});
