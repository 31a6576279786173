import type { Action } from './editor';

export interface Key {
  key: string;
  shiftKey: boolean;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
}

const arrows: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** directionOf is where an arrow key points: one point of the original, ten with Shift, a tenth with Alt. */
export function directionOf({ key, shiftKey, altKey }: Key): [number, number] | undefined {
  const by = shiftKey ? 10 : altKey ? 0.1 : 1;
  const arrow = arrows[key];
  return arrow && [arrow[0] * by, arrow[1] * by];
}

/** actionOf is what a key does to the drawing; undefined for keys that are none of the editor's. */
export function actionOf(event: Key): Action | undefined {
  const command = event.ctrlKey || event.metaKey;
  const letter = event.key.toLowerCase();
  if (command) {
    if (letter === 'z') return { type: event.shiftKey ? 'redo' : 'undo' };
    return letter === 'y' ? { type: 'redo' } : undefined;
  }
  const to = directionOf(event);
  if (to) return { type: 'nudge', dx: to[0], dy: to[1] };
  switch (letter) {
    case 'n': return { type: 'next', by: 1 };
    case 'p': return { type: 'next', by: -1 };
    case 'i': return { type: 'insert' };
    case 'delete':
    case 'backspace': return { type: 'remove' };
  }
  return undefined;
}
