import type { Schemas } from '../../../api/client';
import { read, write, type Query } from '../query';

export type SavedSearch = Schemas['SavedSearch'];

/** kept is a query as it is saved: names and values, without the page that was on. */
export function kept(query: Query): Record<string, string> {
  const address = write({ ...query, page: 1 });
  return Object.fromEntries(new URLSearchParams(address.split('?')[1] ?? ''));
}

/** hrefOf leads to a saved search. What is no query of this page is left out. */
export const hrefOf = (saved: SavedSearch): string => write(read(new URLSearchParams(saved.query).toString()));

/** inUse are the searches that are shown: the own ones first, each by its name. */
export function inUse(all: SavedSearch[], me: string, language: string): SavedSearch[] {
  const foreign = (one: SavedSearch) => Number(one.created_by !== me);
  return all
    .filter((one) => !one.withdrawn)
    .sort((a, b) => foreign(a) - foreign(b) || a.name.localeCompare(b.name, language, { numeric: true }));
}

/** named is what a new search is called unless somebody calls it otherwise. */
export const named = (words: string[]): string => words.filter(Boolean).join(', ').slice(0, 120);
