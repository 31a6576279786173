// What somebody is typing survives a reload, a lost connection and an ended
// session: it is kept in this browser, by account, until it was accepted.
import { useCallback, useEffect, useState } from 'react';
import { session, type Account } from '../api/session';

const prefix = 'cotejo.draft.';

const nameOf = (account: Account | null | undefined, key: string) => `${prefix}${account?.id ?? ''}.${key}`;

function read<T>(name: string): T | undefined {
  try {
    const text = localStorage.getItem(name);
    return text === null ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
}

/**
 * useDraft is a state that is kept. `clear` throws the draft away, once the
 * service has it; `restored` says that it came from an earlier visit.
 */
export function useDraft<T>(key: string, initial: T) {
  const name = nameOf(session.get().account, key);
  const [kept] = useState(() => read<T>(name));
  const [value, setValue] = useState<T>(kept ?? initial);
  const [touched, setTouched] = useState(kept !== undefined);

  useEffect(() => {
    if (!touched) return;
    try {
      localStorage.setItem(name, JSON.stringify(value));
    } catch {
      // no room: the draft lives as long as the page
    }
  }, [name, value, touched]);

  const set = useCallback((next: T | ((before: T) => T)) => {
    setTouched(true);
    setValue(next);
  }, []);

  const clear = useCallback(
    (next: T = initial) => {
      localStorage.removeItem(name);
      setTouched(false);
      setValue(next);
    },
    [name, initial],
  );

  return { value, set, clear, restored: kept !== undefined };
}

/** drafts are the names of what is kept of whoever is signed in, those that begin with a text. */
export function drafts(beginning: string): string[] {
  const start = nameOf(session.get().account, '');
  const all = Object.keys(localStorage).filter((name) => name.startsWith(start + beginning));
  return all.map((name) => name.slice(start.length)).sort();
}

/** kept is a draft by its name. */
export const kept = <T,>(key: string) => read<T>(nameOf(session.get().account, key));

/** discard throws a draft away by its name. */
export const discard = (key: string) => localStorage.removeItem(nameOf(session.get().account, key));

/** forget removes the drafts of an account, when it signs out. */
export function forget(account: Account) {
  for (const name of Object.keys(localStorage)) if (name.startsWith(nameOf(account, ''))) localStorage.removeItem(name);
}
