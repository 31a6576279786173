import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import type { Entry } from './entry';

const drawer = (list: string) => `cotejo.at.${list}`;

function before(list: string): string | undefined {
  try {
    return sessionStorage.getItem(drawer(list)) ?? undefined;
  } catch {
    return undefined;
  }
}

export interface Cursor {
  current: Entry | undefined;
  /** Its place among those shown, from 0; -1 of an empty list. */
  index: number;
  /** Makes another entry the current one; `bySight` when the person pointed at it. */
  go: (candidate: string, bySight?: boolean) => void;
  move: (by: number) => void;
  /** The row of the current entry, to be given to it. */
  row: RefObject<HTMLTableRowElement | null>;
}

/**
 * useCursor keeps which entry of a list is the current one: that of before, while
 * the browser's tab is open, else the first that was not reviewed.
 */
export function useCursor(list: string, entries: readonly Entry[]): Cursor {
  const [at, setAt] = useState(() => before(list));
  const row = useRef<HTMLTableRowElement>(null);
  const follow = useRef(false);

  let index = entries.findIndex((entry) => entry.candidate === at);
  if (index < 0) index = Math.max(entries.findIndex((entry) => entry.state === 'new' && entry.mine === ''), entries.length > 0 ? 0 : -1);
  const current = entries[index];

  const go = useCallback((candidate: string, bySight = false) => {
    follow.current = !bySight;
    setAt(candidate);
    try {
      sessionStorage.setItem(drawer(list), candidate);
    } catch {
      // no room: the place is kept as long as the page lives
    }
  }, [list]);

  // The eye and the screen reader follow the keys.
  useEffect(() => {
    if (!follow.current) return;
    follow.current = false;
    row.current?.focus({ preventScroll: true });
    row.current?.scrollIntoView({ block: 'nearest' });
  });

  return {
    current, index, go, row,
    move: (by) => {
      const next = entries[Math.min(Math.max(index + by, 0), entries.length - 1)];
      if (next && next !== current) go(next.candidate);
    },
  };
}
