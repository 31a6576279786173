import { useMemo } from 'react';
import { api, type Schemas } from '../api/client';

/** useLaboratories are the laboratories of the service, which everybody may know, and a way to call one by its code. */
export function useLaboratories() {
  const { data } = api.useQuery('get', '/api/v1/laboratories', { params: { query: { limit: 500 } } }, { staleTime: 300_000 });
  return useMemo(() => {
    const items: Schemas['Laboratory'][] = [...(data?.items ?? [])].sort((a, b) => a.code.localeCompare(b.code));
    const byID = new Map(items.map((lab) => [lab.id ?? '', lab]));
    return { items, of: (id: string | undefined) => byID.get(id ?? ''), code: (id: string | undefined) => byID.get(id ?? '')?.code ?? '' };
  }, [data]);
}
