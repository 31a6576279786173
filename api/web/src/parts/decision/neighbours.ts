import { api } from '../../api/client';
import { shuffled, useBlind } from '../../app/blind';
import { useAccount } from '../../app/rights';

export interface Neighbours {
  /** Where the candidate stands among those shown, from 1; 0 while that is not known. */
  place: number;
  count: number;
  next?: string;
  previous?: string;
}

/** orderOf is the order in which a person goes through a list: by rank, or one that tells nothing. */
export function orderOf<T>(list: readonly T[], blind: boolean, search: string, account: string): readonly T[] {
  return blind ? shuffled(list, `${search} ${account}`) : list;
}

/** useNeighbours tells which candidates of the same list stand before and after one. */
export function useNeighbours(search: string | undefined, candidate: string): Neighbours {
  const blind = useBlind();
  const account = useAccount();
  const { data } = api.useQuery(
    'get', '/api/v1/searches/{id}/candidates',
    { params: { path: { id: search ?? '' }, query: { limit: 500 } } },
    { enabled: !!search, staleTime: 300_000 },
  );
  const order = orderOf(data?.items ?? [], blind, search ?? '', account.id ?? '').map((one) => one.id);
  const at = order.indexOf(candidate);
  if (at < 0) return { place: 0, count: order.length };
  return { place: at + 1, count: order.length, next: order[at + 1], previous: order[at - 1] };
}
