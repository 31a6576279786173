import { useMemo } from 'react';
import { api } from '../../../api/client';
import { allOf, byPage } from '../../../parts/More';
import type { Figure } from '../../../viewer/state';

/** useAnnotations reads what is kept of a pair; standing are the figures of what was not taken back. */
export function useAnnotations(candidate: string) {
  const query = api.useInfiniteQuery('get', '/api/v1/candidates/{id}/annotations', { params: { path: { id: candidate }, query: { limit: 100 } } }, byPage);
  const { data } = query;
  const all = useMemo(() => (data ? allOf(data) : []), [data]);
  const standing = useMemo(() => all.filter((one) => !one.withdrawn).flatMap((one) => one.shapes as Figure[]), [all]);
  return { query, all, standing };
}
