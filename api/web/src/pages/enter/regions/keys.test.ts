import { expect, it } from 'vitest';
import { actionOf, type Key } from './keys';

const key = (name: string, more: Partial<Key> = {}): Key => ({ key: name, shiftKey: false, altKey: false, ctrlKey: false, metaKey: false, ...more });

it.each([
  [key('ArrowLeft'), { type: 'nudge', dx: -1, dy: 0 }],
  [key('ArrowDown', { shiftKey: true }), { type: 'nudge', dx: 0, dy: 10 }],
  [key('ArrowUp', { altKey: true }), { type: 'nudge', dx: 0, dy: -0.1 }],
  [key('n'), { type: 'next', by: 1 }],
  [key('P', { shiftKey: true }), { type: 'next', by: -1 }],
  [key('i'), { type: 'insert' }],
  [key('Delete'), { type: 'remove' }],
  [key('z', { ctrlKey: true }), { type: 'undo' }],
  [key('Z', { metaKey: true, shiftKey: true }), { type: 'redo' }],
  [key('y', { ctrlKey: true }), { type: 'redo' }],
  [key('a'), undefined],
  [key('Tab'), undefined],
  [key('n', { ctrlKey: true }), undefined],
])('%j', (event, action) => expect(actionOf(event)).toEqual(action));
