import { describe, expect, it } from 'vitest';
import type { Schemas } from '../../../api/client';
import { pairNumber, waitsFor, wayOf } from './way';

type Lead = Schemas['Lead'];

const version = (n: number, by: string, part: Partial<Lead>) => ({
  at: `2026-07-0${n}T10:00:00Z`, by, record: { candidate: 'c', number: 'N-L-2026-00001', first_by: 'ana', comment: 'agrees', ...part } as Lead,
});
const review = (at: string, verdict: Schemas['Review']['verdict'], reason: string): Schemas['Review'] => ({ created_at: at, verdict, reason });

describe('wayOf', () => {
  it('tells who did what, with the reasons in their order', () => {
    const way = wayOf(
      [
        version(1, 'ana', { state: 'second_review' }), version(2, 'bruno', { state: 'disputed', second_by: 'bruno' }),
        version(3, 'carmen', { state: 'microscope', second_by: 'bruno' }), version(4, 'bruno', { state: 'confirmed', second_by: 'bruno', hit: 'h' }),
      ],
      [review('2026-07-03T10:00:00Z', 'keep', 'look again'), review('2026-07-02T10:00:00Z', 'discard', 'nothing')],
      review('2026-07-01T09:00:00Z', 'keep', ''),
      { finding: { conclusion: 'identification', microscope: 'M', reason: 'seen', examined_at: '2026-07-04' } } as Schemas['Hit'],
    );
    expect(way.map((step) => [step.what, step.by, step.state, step.verdict, step.reason ?? step.finding?.reason])).toEqual([
      ['declared', 'ana', 'second_review', 'keep', 'agrees'],
      ['second', 'bruno', 'disputed', 'discard', 'nothing'],
      ['settled', 'carmen', 'microscope', 'keep', 'look again'],
      ['examined', 'bruno', 'confirmed', undefined, 'seen'],
    ]);
  });

  it('takes what the microscope left as a review where there is no hit', () => {
    const way = wayOf(
      [version(1, 'ana', { state: 'second_review' }), version(2, 'bruno', { state: 'microscope', second_by: 'bruno' }), version(3, 'bruno', { state: 'refuted', second_by: 'bruno' })],
      [review('1', 'keep', 'yes'), review('2', 'discard', '2026-07-03; M; no')], undefined, undefined,
    );
    expect(way[2]).toMatchObject({ what: 'examined', state: 'refuted', reason: '2026-07-03; M; no' });
  });

  it('shows a control that has served as reviewed', () => {
    const way = wayOf([version(1, 'ana', { state: 'decoy' }), version(2, 'bruno', { state: 'decoy', second_by: 'bruno' })], [review('1', 'discard', 'no')], undefined, undefined);
    expect(way.map((step) => step.what)).toEqual(['declared', 'second']);
  });
});

describe('a pair that waits', () => {
  it('has no number that would tell what it is', () => {
    expect(pairNumber({ number: '-01a2' })).toBe('');
    expect(pairNumber({ number: 'N-L-2026-00001' })).toBe('N-L-2026-00001');
  });

  it('waits for whoever may not know who found it', () => {
    expect(waitsFor({ candidate: 'c', number: '', state: 'second_review' })).toBe(true);
    expect(waitsFor({ candidate: 'c', number: 'N', state: 'second_review', first_by: 'ana' })).toBe(false);
  });
});
