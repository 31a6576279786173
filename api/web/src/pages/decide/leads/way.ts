// The way of a lead, as its versions, its reviews and its hit tell it.
import type { Schemas } from '../../../api/client';

type Lead = Schemas['Lead'];
type Review = Schemas['Review'];

export interface Step {
  what: 'declared' | 'second' | 'settled' | 'examined';
  by?: string;
  at?: string;
  /** Where the lead stood after it. */
  state: NonNullable<Lead['state']>;
  verdict?: Review['verdict'];
  reason?: string;
  finding?: Schemas['Finding'];
}

interface Version {
  at: string;
  by: string;
  record: Lead;
}

const acts: Partial<Record<NonNullable<Lead['state']>, Step['what']>> = { second_review: 'second', decoy: 'second', disputed: 'settled', microscope: 'examined' };

/**
 * wayOf tells a lead's steps in order. Each step after the first left a review of the
 * lead, but for an identification, whose finding the hit carries.
 */
export function wayOf(versions: readonly Version[], reviews: readonly Review[], first: Review | undefined, hit: Schemas['Hit'] | undefined): Step[] {
  const left = [...reviews].sort((a, b) => (a.created_at ?? '').localeCompare(b.created_at ?? ''));
  const steps: Step[] = [];
  let before: Lead | undefined;
  for (const { at, by, record } of versions) {
    const state = record.state ?? 'second_review';
    if (!before) steps.push({ what: 'declared', by: record.first_by ?? by, at, state, verdict: first?.verdict, reason: record.comment || first?.reason });
    else if (before.state !== state || before.second_by !== record.second_by) {
      const what = acts[before.state ?? 'second_review'] ?? 'settled';
      if (state === 'confirmed') steps.push({ what, by, at, state, finding: hit?.finding });
      else {
        const review = left.shift();
        steps.push({ what, by, at, state, verdict: review?.verdict, reason: review?.reason });
      }
    }
    before = record;
  }
  return steps;
}

/** pairNumber is how a lead is called; pairs without a number of their own have none. */
export const pairNumber = (lead: { number?: string }) => (lead.number && !lead.number.startsWith('-') ? lead.number : '');

/** waitsFor tells whether a lead waits for a second review by whoever asks: what they may not know of it is left out. */
export const waitsFor = (lead: Lead) => lead.state === 'second_review' && !lead.first_by;
