import { useEffect, useRef } from 'react';

/** Where somebody types, or where a control has a use of its own for keys. */
const typing = 'input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable], [role=dialog], [role=listbox], [role=menu]';

export type Keys = Record<string, ((event: KeyboardEvent) => void) | undefined>;

/**
 * useKeys gives single keys a meaning as long as nobody types: by their names, in
 * lower case, "shift+k" with shift. Keys with other modifiers stay the browser's.
 */
export function useKeys(keys: Keys, enabled = true) {
  const now = useRef(keys);
  useEffect(() => {
    now.current = keys;
  });
  useEffect(() => {
    if (!enabled) return;
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const at = event.target instanceof Element ? event.target : null;
      if (at?.closest(typing) || document.querySelector('[role=dialog][aria-modal=true]')) return;
      // Enter and space on a button or link are its own.
      if ((event.key === 'Enter' || event.key === ' ') && at?.closest('button, a, summary, [role=tab]')) return;
      const name = event.key.toLowerCase();
      const act = now.current[event.shiftKey && /^[a-z]$/.test(name) ? `shift+${name}` : name];
      if (!act) return;
      event.preventDefault();
      act(event);
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [enabled]);
}
