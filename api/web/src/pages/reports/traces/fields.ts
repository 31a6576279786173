// What a field of the form shows: its fault when it was refused, else what the
// service's check found in the request as it stands, until somebody types there.
import type { Schemas } from '../../../api/client';
import { read } from '../../../parts/record/path';
import { same } from '../../../parts/record/rebase';

export type Trace = Schemas['TraceRequest'];
export type Finding = Schemas['TraceFinding'];

/** Where the check names something that the form has another field for. */
const shownAt = (location: string) => (location === 'recovery.place.latitude' ? 'recovery.place' : location);

/** found are the findings of a field that still say something about what is typed. */
export function found(findings: Finding[], path: string, record: unknown, typed: unknown): Finding[] {
  if (!same(read(record, path), read(typed, path))) return [];
  return findings.filter((one) => shownAt(one.location) === path);
}

/** open are the findings that still stand while somebody types. */
export const open = (findings: Finding[], record: unknown, typed: unknown) =>
  findings.filter((one) => same(read(record, one.location), read(typed, one.location)));

/** fieldID is the identifier of a field on the page. */
export const fieldID = (path: string) => `field-${path.replace(/[^a-z0-9_]+/gi, '-')}`;

/** split takes a date with an optional time apart; `rest` is a date of which the day is not known. */
export function split(date: string | undefined): { day: string; time: string; rest: string } {
  const [, day, time = ''] = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}))?$/.exec(date ?? '') ?? [];
  return day ? { day, time, rest: '' } : { day: '', time: '', rest: date ?? '' };
}

/** joined is a date with a time, where there is one. */
export const joined = (day: string, time: string) => (day && time ? `${day}T${time}` : day);
