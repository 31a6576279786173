// Blind review: whoever wants to judge marks and not numbers hides scores, ranks,
// cells and the order of lists. The choice is kept in this browser, by account; an
// address that ends in "?blind=1" is blind whatever was chosen.
import { useSearch } from 'wouter';
import { session } from '../api/session';
import { Store, useStore } from '../api/store';

const prefix = 'cotejo.blind.';

const drawer = () => prefix + (session.get().account?.id ?? '');

function chosen(): boolean {
  try {
    return localStorage.getItem(drawer()) === '1';
  } catch {
    return false;
  }
}

const choice = new Store<boolean>(chosen());

// Another person has another choice.
session.subscribe(() => choice.set(chosen()));

/** setBlind hides scores, ranks and cells from here on, or shows them. */
export function setBlind(blind: boolean) {
  try {
    localStorage.setItem(drawer(), blind ? '1' : '0');
  } catch {
    // no room: the choice lives as long as the page
  }
  choice.set(blind);
}

/** useBlind tells whether scores, ranks, cells and whatever tells of them must not be shown. */
export function useBlind(): boolean {
  const wanted = useStore(choice);
  return new URLSearchParams(useSearch()).get('blind') === '1' || wanted;
}

/** shuffled is a list in an order of its own: the same for the same seed, and one that tells nothing. */
export function shuffled<T>(list: readonly T[], seed: string): T[] {
  let state = 2166136261;
  for (let i = 0; i < seed.length; i++) state = Math.imul(state ^ seed.charCodeAt(i), 16777619);
  const next = () => {
    // mulberry32
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const out = [...list];
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [out[i], out[j]] = [out[j]!, out[i]!];
  }
  return out;
}
