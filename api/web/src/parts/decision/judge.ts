// Verdicts on candidates as acts: shown at once, sent through the outbox, put right
// when the service refuses.
import { useMemo } from 'react';
import { queries, type Schemas } from '../../api/client';
import { act, outbox } from '../../api/outbox';
import { Store, useStore } from '../../api/store';

export type Verdict = Schemas['Review']['verdict'];
export type CandidateState = Schemas['Candidate']['state'];

export const stateOf: Record<Verdict, CandidateState> = { keep: 'kept', discard: 'discarded', inconclusive: 'inconclusive' };

/** What of candidates is on its way to the service, by candidate: a verdict, or a lead. */
export type Pending = ReadonlyMap<string, Verdict | 'lead'>;

const reviewing = /^\/api\/v1\/candidates\/([^/?]+)\/reviews$/;

/** pendingIn reads verdicts and leads out of the acts that have no answer yet; the last one of a candidate counts. */
export function pendingIn(acts: readonly { method: string; path: string; body?: unknown }[]): Pending {
  const found = new Map<string, Verdict | 'lead'>();
  for (const one of acts) {
    if (one.method !== 'post') continue;
    const candidate = reviewing.exec(one.path)?.[1];
    if (candidate) found.set(candidate, (one.body as { verdict: Verdict }).verdict);
    if (one.path === '/api/v1/leads') found.set((one.body as { candidate: string }).candidate, 'lead');
  }
  return found;
}

/** usePending is what of candidates has no answer yet. */
export function usePending(): Pending {
  const acts = useStore(outbox);
  return useMemo(() => pendingIn(acts), [acts]);
}

/** Why the service refused the last verdict on a candidate, by candidate. */
export const refusals = new Store<ReadonlyMap<string, unknown>>(new Map());

function refuse(candidate: string, error: unknown) {
  const next = new Map(refusals.get());
  if (error === undefined) next.delete(candidate);
  else next.set(candidate, error);
  refusals.set(next);
}

/** judge says what a pair is. Its refusal is kept for whoever shows the candidate, and thrown. */
export async function judge(candidate: string, verdict: Verdict, reason: string, shownMs: number) {
  refuse(candidate, undefined);
  try {
    const review = await act('post', '/api/v1/candidates/{id}/reviews', {
      path: { id: candidate },
      body: { verdict, reason, shown_ms: Math.min(Math.max(Math.round(shownMs), 0), 86_400_000) },
    });
    show(candidate, stateOf[verdict], verdict);
    return review;
  } catch (error) {
    refuse(candidate, error);
    throw error;
  }
}

/** declare makes a lead of a candidate that the same person keeps. */
export async function declare(candidate: string, comment: string) {
  refuse(candidate, undefined);
  try {
    const lead = await act('post', '/api/v1/leads', { body: { candidate, comment } as Schemas['Lead'] });
    show(candidate, 'lead');
    return lead;
  } catch (error) {
    refuse(candidate, error);
    throw error;
  }
}

interface Shown {
  id?: string;
  state: CandidateState;
  mine?: string;
}

/** show writes an accepted verdict into what has been read, so that no list has to be read again for it. */
function show(candidate: string, state: CandidateState, mine?: Verdict) {
  const change = <T extends Shown>(row: T): T => (row.id === candidate ? { ...row, state, ...(mine && 'mine' in row ? { mine } : {}) } : row);
  queries.setQueriesData<{ items?: Shown[] }>(
    { predicate: ({ queryKey: [, path] }) => path === '/api/v1/searches/{id}/table' || path === '/api/v1/searches/{id}/candidates' },
    (list) => (list?.items ? { ...list, items: list.items.map(change) } : list),
  );
  void queries.invalidateQueries({
    predicate: ({ queryKey: [, path] }) => typeof path === 'string' && (path.startsWith('/api/v1/candidates/{id}') || path === '/api/v1/exhibits/{id}/table') && !path.endsWith('comparison'),
  });
}
