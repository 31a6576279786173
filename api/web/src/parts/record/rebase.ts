// Somebody changed a record while somebody else was typing: what each of them
// changed, and the record with both.
import { read, written } from './path';

/** What the service fills in is nobody's change. */
const head = new Set(['id', 'lab', 'version', 'created_at', 'created_by', 'updated_at', 'updated_by']);

export interface Difference {
  path: string;
  before: unknown;
  theirs: unknown;
  mine: unknown;
  /** Both changed it, and not to the same. */
  conflict: boolean;
}

const plain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** said is a value with everything left out that says nothing, in one order of its fields. */
function said(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map((item) => said(item) ?? null);
  if (plain(value)) {
    const kept = Object.keys(value).sort().map((key) => [key, said(value[key])] as const).filter(([, below]) => below !== undefined);
    return kept.length === 0 ? undefined : Object.fromEntries(kept);
  }
  return value === '' || value === null || value === false || value === 0 ? undefined : value;
}

/** same tells whether two values say the same: a field that is empty says what a missing one says. */
export const same = (a: unknown, b: unknown) => JSON.stringify(said(a)) === JSON.stringify(said(b));

function fields(values: unknown[], at = ''): string[] {
  const keys = new Set(values.flatMap((value) => (plain(value) ? Object.keys(value) : [])));
  return [...keys].flatMap((key) => {
    if (at === '' && head.has(key)) return [];
    const path = at ? `${at}.${key}` : key;
    const below = values.map((value) => (plain(value) ? value[key] : undefined));
    return below.some(plain) ? fields(below, path) : [path];
  });
}

/** differences are the fields that they changed since `base`, with what was typed here. */
export function differences(base: unknown, theirs: unknown, mine: unknown): Difference[] {
  return fields([base, theirs, mine]).flatMap((path) => {
    const [before, their, own] = [read(base, path), read(theirs, path), read(mine, path)];
    if (same(before, their)) return [];
    return [{ path, before, theirs: their, mine: own, conflict: !same(before, own) && !same(their, own) }];
  });
}

/** rebased is their record with what was typed here since `base`; where both changed a field, what was typed here stands. */
export function rebased<T>(base: T, theirs: T, mine: T): T {
  return fields([base, theirs, mine]).reduce((record, path) => {
    const own = read(mine, path);
    return same(read(base, path), own) ? record : written(record, path, own);
  }, theirs);
}
