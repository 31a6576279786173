import type { Schemas } from '../../../api/client';

/** inTime is how much of its short list a search compared before its time was over; all of none in searches of before it was counted. */
export function inTime(search: Pick<Schemas['Search'], 'compared' | 'shortlisted'>) {
  const { compared = 0, shortlisted = 0 } = search;
  return { compared, shortlisted, partial: compared < shortlisted };
}
