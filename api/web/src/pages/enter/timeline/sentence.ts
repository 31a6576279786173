// What an entry of a timeline says, as a text's key with its parameters.
import type { Schemas } from '../../../api/client';

export type Moment = Schemas['Moment'];

export interface Sentence {
  key: string;
  /** Parameters that are texts as they stand. */
  given: Record<string, string | number>;
  /** Parameters that are words with a name in the texts: their keys. */
  named: Record<string, string>;
}

/** sentence says what happened; keys lie below "timeline" in the texts. */
export function sentence(moment: Moment): Sentence {
  const { what, kind, number = '', detail = '' } = moment;
  const plain = (key: string, given: Sentence['given'] = {}, named: Sentence['named'] = {}): Sentence => ({ key, given: { number, ...given }, named });
  switch (what) {
    case 'entered':
      return plain(`entered.${kind === 'case' || kind === 'firearm' ? kind : 'exhibit'}`);
    case 'transferred': {
      const [from = '', to = ''] = detail.split(' → ');
      return plain('transferred', { from, to });
    }
    case 'region': {
      const [mark = '', basis = 'drawn'] = detail.split(' ');
      return plain(`region.${basis}`, {}, { mark: `terms:mark.${mark}` });
    }
    case 'lead':
      return plain('lead', {}, { state: `terms:leadState.${detail}` });
    case 'trace_requested':
      return plain('traceRequested', {}, { state: `timeline.traceState.${detail}` });
    case 'trace_result':
      return plain(moment.time_to_crime_days ? 'traceResultDays' : 'traceResult', { count: moment.time_to_crime_days ?? 0 }, { status: `timeline.traceStatus.${detail}` });
    default:
      return plain(detail.trim() ? `${what}With` : what, { detail: detail.trim() });
  }
}

/** Of these the service knows the moment; of the others people wrote down a date of their place. */
const stamped = new Set(['entered', 'acquired', 'region', 'snapshot', 'report', 'lead', 'hit', 'trace_requested']);

/** instant is the moment of an entry as ISO 8601 text with its zone, where it is one. */
export function instant(moment: Moment): string | undefined {
  return moment.kind && stamped.has(moment.what) && moment.at.includes('T') ? `${moment.at}:00Z` : undefined;
}

/** address is the page that shows more of an entry; undefined where there is none beside the page itself. */
export function address({ kind, id }: Moment): string | undefined {
  switch (kind) {
    case 'case': return `/cases/${id}`;
    case 'exhibit': return `/exhibits/${id}`;
    case 'firearm': return `/firearms/${id}`;
    case 'acquisition': return `/acquisitions/${id}`;
    case 'lead': return `/leads/${id}`;
    case 'hit': return `/hits/${id}`;
    case 'trace_request': return `/traces/${id}`;
    default: return undefined;
  }
}

/** groups are the kinds of entry that a person may look at alone. */
export const groups = {
  custody: ['collected', 'received', 'transferred'],
  entry: ['entered', 'acquired', 'region', 'snapshot'],
  decision: ['lead', 'hit', 'report'],
  trace: ['trace_requested', 'trace_result', 'purchased', 'recovered'],
} as const;
export type Group = keyof typeof groups;
