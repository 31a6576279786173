import { useQueries } from '@tanstack/react-query';
import { api, bytes, type Schemas } from '../../../api/client';
import { inverse, still } from '../../../viewer/pose';
import { decode } from '../../../viewer/surface';
import type { Hung } from '../../../viewer/wall';
import { posed, type Comparison } from '../comparison';

type Mark = Schemas['Mark'];

/** The most marks on a wall: beyond, each is too small to be judged. */
export const most = 12;

/** Points of a side: a tile is small. */
const side = 400;

/** Hanging is a mark on the wall with what is told of it. */
export interface Piece {
  mark: Mark;
  hung: Hung | null;
  comparison: Comparison | null;
  /** Why it cannot be shown, or not in register. */
  error: unknown;
}

/** usePieces reads the marks' reliefs and how each lies on the reference. */
export function usePieces(marks: Mark[], reference: string): Piece[] {
  const surfaces = useQueries({
    queries: marks.map((mark) => ({
      queryKey: ['surface', mark.id, side],
      queryFn: async ({ signal }: { signal: AbortSignal }) => decode((await bytes(`/api/v1/marks/${mark.id}/surface?side_px=${side}`, signal)).body),
      staleTime: Infinity,
    })),
  });
  const others = marks.filter((mark) => mark.id !== reference);
  const told = useQueries({
    queries: others.map((mark) => ({
      ...api.queryOptions('get', '/api/v1/marks/{id}/comparison/{other_id}', { params: { path: { id: reference, other_id: mark.id! } } }),
      staleTime: Infinity,
      retry: false,
    })),
  });
  return marks.map((mark, i) => {
    const surface = surfaces[i]!;
    const answer = told[others.indexOf(mark)];
    const comparison = (answer?.data as unknown as Comparison | undefined) ?? null;
    // The comparison lays the reference onto the mark; the wall wants the way back.
    const pose = mark.id === reference ? still : comparison ? inverse(posed(comparison.pose)) : answer?.error ? still : null;
    return { mark, hung: surface.data ? { id: mark.id!, surface: surface.data, pose } : null, comparison, error: surface.error ?? answer?.error ?? null };
  });
}

/** useMarksOf reads the marks of a firearm's exhibits, those in force, each exhibit's latest of a kind. */
export function useMarksOf(firearm: string) {
  const exhibits = api.useQuery('get', '/api/v1/exhibits', { params: { query: { firearm, limit: 50 } } }, { enabled: firearm !== '' });
  const list = exhibits.data?.items ?? [];
  const marks = useQueries({
    queries: list.map((exhibit) => api.queryOptions('get', '/api/v1/exhibits/{id}/marks', { params: { path: { id: exhibit.id! }, query: { limit: 50 } } })),
  });
  const all = list.flatMap((exhibit, i) => latest(marks[i]?.data?.items ?? []).map((mark) => ({ mark, number: exhibit.number })));
  const error = exhibits.error ?? marks.find((one) => one.error)?.error;
  return { all, error, reading: exhibits.isPending || marks.some((one) => one.isPending), exhibits: list.length };
}

/** latest are the marks in force of one exhibit, the last of each kind and way of imaging. */
export function latest(marks: Mark[]): Mark[] {
  const found = new Map<string, Mark>();
  for (const mark of marks) {
    if (mark.superseded) continue;
    const key = `${mark.mark_kind} ${mark.modality}`;
    const before = found.get(key);
    if (!before || mark.seq > before.seq) found.set(key, mark);
  }
  return [...found.values()];
}
