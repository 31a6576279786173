// What is looked for, as the page's address has it: it can be kept, sent to
// somebody and gone back to.
import type { paths } from '../../api/schema';

export const kinds = ['case', 'exhibit', 'firearm', 'hit', 'trace_request'] as const;

/** The filters that one value narrows, in the order in which they are shown. */
export const filters = ['kind', 'lab', 'calibre', 'origin', 'state', 'municipality', 'status', 'from', 'to'] as const;
export type Filter = (typeof filters)[number];

export type View = 'list' | 'map';

export interface Query extends Partial<Record<Filter, string>> {
  q: string;
  view: View;
  /** From 1. */
  page: number;
}

export const pageSize = 25;

/** The service pages through the first ten thousand. */
export const lastPage = 10_000 / pageSize;

const date = /^\d{4}(-\d{2}(-\d{2})?)?$/;

/** read takes a query from an address; what is no query is left out. */
export function read(search: string): Query {
  const from = new URLSearchParams(search);
  const query: Query = { q: from.get('q') ?? '', view: from.get('view') === 'map' ? 'map' : 'list', page: 1 };
  for (const name of filters) {
    const value = from.get(name)?.trim();
    if (!value || ((name === 'from' || name === 'to') && !date.test(value))) continue;
    query[name] = value;
  }
  const page = Number(from.get('page'));
  if (Number.isInteger(page) && page > 1) query.page = Math.min(page, lastPage);
  return query;
}

/** write makes the address of a query. */
export function write(query: Query): string {
  const to = new URLSearchParams();
  if (query.q) to.set('q', query.q);
  for (const name of filters) if (query[name]) to.set(name, query[name]);
  if (query.view === 'map') to.set('view', 'map');
  if (query.page > 1) to.set('page', String(query.page));
  const text = to.toString();
  return text ? `/find?${text}` : '/find';
}

/** narrowed is a query with other filters, from its first page. A filter that is undefined is taken off. */
export function narrowed(query: Query, change: Partial<Record<Filter, string | undefined>> & { q?: string }): Query {
  return { ...query, ...change, page: 1 };
}

/** inForce are the filters that narrow, in order; a year is one filter and not two. */
export function inForce(query: Query): { names: Filter[]; value: string }[] {
  const out: { names: Filter[]; value: string }[] = [];
  for (const name of filters) {
    const value = query[name];
    if (!value || (name === 'to' && query.from === value)) continue;
    out.push(name === 'from' && query.to === value ? { names: ['from', 'to'], value } : { names: [name], value });
  }
  return out;
}

type Asked = NonNullable<paths['/api/v1/search']['get']['parameters']['query']>;

/** asked is what the service is asked. */
export function asked(query: Query): Asked {
  const { kind, page, view, q, ...rest } = query;
  return {
    ...(q && { q }), ...(rest as Partial<Asked>), ...(kind && { kinds: [kind] as Asked['kinds'] }),
    ...(view === 'map' && { places: true }), limit: pageSize, offset: (page - 1) * pageSize,
  };
}
