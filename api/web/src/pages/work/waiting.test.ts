import { describe, expect, it } from 'vitest';
import { anything, byExhibit, numbered, type FreshList, type Waiting } from './waiting';

const list = (search: string, more: Partial<FreshList>): FreshList => ({
  search, exhibit: 'e1', number: 'I-1', case_number: 'C-1', mark_kind: 'breech_face', found: 50, fresh: 10, best_score: 0.5,
  finished: '2026-03-01T10:00:00Z', automatic: true, ...more,
});

describe('lists that wait', () => {
  it('leads to the list of an exhibit with one mark', () => {
    const [only] = byExhibit([list('s1', {})]);
    expect(only).toMatchObject({ href: '/searches/s1', fresh: 10, found: 50, kinds: ['breech_face'] });
  });

  it('leads to the fused list of an exhibit with several kinds of mark, whose figures are summed', () => {
    const all = byExhibit([
      list('s1', { mark_kind: 'firing_pin', fresh: 3, found: 20, best_score: 0.9 }),
      list('s2', { finished: '2026-03-01T11:00:00Z' }),
    ]);
    expect(all).toEqual([expect.objectContaining({
      href: '/exhibits/e1/candidates', fresh: 13, found: 70, best: 0.9, finished: '2026-03-01T11:00:00Z', kinds: ['breech_face', 'firing_pin'],
    })]);
  });

  it('counts a mark that was searched again once, by its newest list, and puts the newest exhibit first', () => {
    const all = byExhibit([
      list('old', { fresh: 50 }),
      list('other', { exhibit: 'e2', finished: '2026-03-02T09:00:00Z' }),
      list('new', { fresh: 2, finished: '2026-03-02T10:00:00Z' }),
    ]);
    expect(all.map((one) => [one.href, one.fresh])).toEqual([['/searches/new', 2], ['/searches/other', 10]]);
  });
});

it('numbers pairs of one exhibit', () => {
  const all = numbered([{ exhibit: 'a' }, { exhibit: 'b' }, { exhibit: 'a' }]);
  expect(all.map(({ place, of }) => `${place}/${of}`)).toEqual(['1/2', '1/1', '2/2']);
});

describe('anything', () => {
  const none: Waiting = {
    lists: [], second_reviews: [], microscope: [], disputed: [], refused: [], failed_jobs: [], unread_notices: 3, drafts_of_traces: 0,
    counts: { lists: 0, second_reviews: 0, microscope: 0, disputed: 0, refused: 0, failed_jobs: 0 },
  };
  it('is not a notice', () => expect(anything(none)).toBe(false));
  it('is a draft', () => expect(anything({ ...none, drafts_of_traces: 1 })).toBe(true));
  it('is a pair', () => expect(anything({ ...none, counts: { ...none.counts, disputed: 1 } })).toBe(true));
});
