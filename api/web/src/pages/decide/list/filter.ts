import type { TFunction } from 'i18next';
import type { Schemas } from '../../../api/client';

export type Filter = NonNullable<Schemas['Search']['filter']>;

export interface Naming {
  lab: (id: string) => string;
  country: (code: string) => string;
  state: (country: string, code: string) => string;
  date: (date: string) => string;
  breechFace: (code: string) => string;
  firingPin: (code: string) => string;
}

/** words says in words what a search was narrowed to, part by part; nothing when it was not. `t` is that of decide.json. */
export function words(filter: Filter | undefined, t: TFunction<'decide'>, naming: Naming): string[] {
  if (!filter) return [];
  const out: string[] = [];
  const range = (what: 'occurred' | 'entered', from?: string, to?: string) => {
    if (from && to) out.push(t(`filter.${what}.between`, { from: naming.date(from), to: naming.date(to) }));
    else if (from) out.push(t(`filter.${what}.from`, { from: naming.date(from) }));
    else if (to) out.push(t(`filter.${what}.to`, { to: naming.date(to) }));
  };
  if (filter.calibres?.length) out.push(filter.calibres.join(', '));
  if (filter.origin) out.push(t(`filter.origin.${filter.origin}`));
  if (filter.labs?.length) out.push(t('filter.labs', { labs: filter.labs.map(naming.lab).join(', ') }));
  if (filter.state && filter.country) out.push(naming.state(filter.country, filter.state));
  else if (filter.country) out.push(naming.country(filter.country));
  range('occurred', filter.occurred_from, filter.occurred_to);
  range('entered', filter.entered_from, filter.entered_to);
  if (filter.breech_face_class) out.push(t('filter.breechFace', { value: naming.breechFace(filter.breech_face_class) }));
  if (filter.firing_pin_class) out.push(t('filter.firingPin', { value: naming.firingPin(filter.firing_pin_class) }));
  if (filter.case) out.push(t('filter.oneCase'));
  if (filter.firearm) out.push(t('filter.oneFirearm'));
  if (filter.include_withdrawn) out.push(t('filter.withdrawn'));
  return out;
}

/** narrow is a filter as it is sent: without what is empty. */
export function narrow(filter: Filter): Filter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => (Array.isArray(value) ? value.length > 0 : Boolean(value)))) as Filter;
}

const lists = ['labs', 'calibres'] as const;

/** filterOut is a filter as saved searches keep it: texts by name, lists as JSON. */
export function filterOut(filter: Filter): Record<string, string> {
  return Object.fromEntries(Object.entries(narrow(filter)).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]));
}

/** filterIn reads what filterOut wrote. What is no part of a filter is left out: somebody else may have written it. */
export function filterIn(query: Record<string, string>): Filter {
  const filter: Record<string, unknown> = {};
  for (const name of lists) {
    try {
      const value: unknown = JSON.parse(query[name] ?? '[]');
      if (Array.isArray(value)) filter[name] = value.filter((one) => typeof one === 'string');
    } catch {
      // not written by filterOut
    }
  }
  for (const name of ['origin', 'breech_face_class', 'firing_pin_class', 'occurred_from', 'occurred_to', 'entered_from', 'entered_to', 'country', 'state', 'case', 'firearm'])
    if (query[name]) filter[name] = query[name];
  if (query.include_withdrawn === 'true') filter.include_withdrawn = true;
  return narrow(filter as Filter);
}
