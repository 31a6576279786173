import type { Schemas } from '../../api/client';

export type Waiting = Schemas['Waiting'];
export type FreshList = Schemas['FreshList'];

/** anything tells whether something waits that someone must do, beside reading notices. */
export function anything(waiting: Waiting): boolean {
  return waiting.drafts_of_traces > 0 || Object.values(waiting.counts).some((count) => count > 0);
}

/** ExhibitLists are the lists of one exhibit: one for each search of one of its marks. */
export interface ExhibitLists {
  exhibit: string;
  number: string;
  caseNumber: string;
  kinds: FreshList['mark_kind'][];
  fresh: number;
  found: number;
  best: number;
  finished: string;
  /** The list itself, or the fused one when marks of several kinds were searched. */
  href: string;
}

/**
 * byExhibit puts the lists of an exhibit together, in the order of the newest. A
 * mark that was searched twice counts once, by its newest list: the older one has
 * the same candidates.
 */
export function byExhibit(lists: FreshList[]): ExhibitLists[] {
  const exhibits = new Map<string, FreshList[]>();
  for (const list of [...lists].sort((a, b) => b.finished.localeCompare(a.finished))) {
    const of = exhibits.get(list.exhibit) ?? [];
    if (!of.some((other) => other.mark_kind === list.mark_kind)) of.push(list);
    exhibits.set(list.exhibit, of);
  }
  return [...exhibits.values()].map((of) => {
    const newest = of[0]!;
    return {
      exhibit: newest.exhibit,
      number: newest.number,
      caseNumber: newest.case_number,
      kinds: of.map((list) => list.mark_kind),
      fresh: of.reduce((sum, list) => sum + list.fresh, 0),
      found: of.reduce((sum, list) => sum + list.found, 0),
      best: Math.max(...of.map((list) => list.best_score)),
      finished: newest.finished,
      href: of.length > 1 ? `/exhibits/${newest.exhibit}/candidates` : `/searches/${newest.search}`,
    };
  });
}

/** numbered gives each of several alike its place among them: pairs of one exhibit look the same otherwise. */
export function numbered<T extends { exhibit: string }>(all: T[]): { one: T; place: number; of: number }[] {
  const of = new Map<string, number>();
  for (const one of all) of.set(one.exhibit, (of.get(one.exhibit) ?? 0) + 1);
  const seen = new Map<string, number>();
  return all.map((one) => {
    const place = (seen.get(one.exhibit) ?? 0) + 1;
    seen.set(one.exhibit, place);
    return { one, place, of: of.get(one.exhibit)! };
  });
}
