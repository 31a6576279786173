import type { Schemas } from '../../../api/client';

export interface Group {
  mark: string;
  markKind?: Schemas['Mark']['mark_kind'];
  modality?: Schemas['Mark']['modality'];
  /** Which of the exhibit's marks of that kind and modality it is, of how many. */
  nth: number;
  of: number;
  /** The latest first. */
  searches: Schemas['Search'][];
}

const order = ['breech_face', 'firing_pin', 'aperture_shear', 'ejector'];

/** grouped puts an exhibit's searches together by their marks, in the order of the kinds of mark; of superseded marks last. */
export function grouped(searches: readonly Schemas['Search'][], marks: readonly Schemas['Mark'][]): Group[] {
  const byMark = new Map<string, Schemas['Search'][]>();
  for (const search of searches) byMark.set(search.mark, [...(byMark.get(search.mark) ?? []), search]);
  const rank = (mark: Schemas['Mark'] | undefined) => (mark ? order.indexOf(mark.mark_kind) + (mark.superseded ? order.length : 0) : 2 * order.length);
  const groups = [...byMark].map(([mark, of]) => ({ mark: marks.find((one) => one.id === mark), id: mark, of }));
  groups.sort((a, b) => rank(a.mark) - rank(b.mark) || a.id.localeCompare(b.id));
  const alike = (a: (typeof groups)[number], b: (typeof groups)[number]) => a.mark?.mark_kind === b.mark?.mark_kind && a.mark?.modality === b.mark?.modality;
  return groups.map((group, i) => ({
    mark: group.id, markKind: group.mark?.mark_kind, modality: group.mark?.modality,
    nth: groups.slice(0, i + 1).filter((one) => alike(one, group)).length,
    of: groups.filter((one) => alike(one, group)).length,
    searches: [...group.of].sort((a, b) => (b.created_at ?? '').localeCompare(a.created_at ?? '')),
  }));
}
