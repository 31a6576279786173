/** What narrows the log, as the address of the page has it. */
export const names = ['account', 'lab', 'action', 'kind', 'subject', 'from', 'to'] as const;
export type Filter = Partial<Record<(typeof names)[number], string>>;

export const filterOf = (asked: URLSearchParams): Filter =>
  Object.fromEntries(names.flatMap((name) => { const value = asked.get(name); return value ? [[name, value]] : []; }));

/** A day of the reader's calendar, as the moment at which it begins; `to` takes its whole day in. */
function moment(day: string | undefined, plus: number): string | undefined {
  const [, y, m, d] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day ?? '') ?? [];
  return y ? new Date(Number(y), Number(m) - 1, Number(d) + plus).toISOString() : undefined;
}

/** queryOf is what the service is asked with. */
export function queryOf(filter: Filter) {
  return { ...filter, from: moment(filter.from, 0), to: moment(filter.to, 1) };
}

/** exportOf is the address of the log as a file. */
export function exportOf(filter: Filter, format: string): string {
  const query = new URLSearchParams({ format });
  for (const [name, value] of Object.entries(queryOf(filter))) if (value) query.set(name, value);
  return `/api/v1/audit/export?${query.toString()}`;
}
