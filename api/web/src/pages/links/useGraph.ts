import { api } from '../../api/client';

/** The records whose own links can be asked for. */
const records = [['case', '/api/v1/cases/{id}/links'], ['exhibit', '/api/v1/exhibits/{id}/links'], ['firearm', '/api/v1/firearms/{id}/links']] as const;

/**
 * useGraph reads what the address asks for: the links of one record, or everything
 * that may be seen. Leads are read too, and hidden in the drawing where they are not
 * wanted, so that nothing moves.
 */
export function useGraph(asked: URLSearchParams) {
  const of = records.find(([kind]) => asked.get(kind));
  const id = of ? (asked.get(of[0]) ?? '') : '';
  const lab = asked.get('lab') ?? undefined;
  const one = api.useQuery('get', of?.[1] ?? records[0][1], { params: { path: { id }, query: { leads: true } } }, { enabled: of !== undefined });
  const all = api.useQuery('get', '/api/v1/links', { params: { query: { leads: true, lab } } }, { enabled: of === undefined });
  /** Where the service gives the same as a file; it does so for everything only. */
  const exported = (ext: string, leads: boolean) => {
    if (of) return undefined;
    const query = new URLSearchParams({ leads: String(leads) });
    if (lab) query.set('lab', lab);
    return `/api/v1/links.${ext}?${query.toString()}`;
  };
  return { query: of ? one : all, exported };
}
