import type { TFunction } from 'i18next';
import { describe, expect, it } from 'vitest';
import en from '../../../locale/en/admin.json';
import { actions, inWords, kinds, type Event } from './words';

// The texts themselves, as i18next reads them.
const t = ((key: string, values: Record<string, unknown> = {}) => {
  const text = key.split('.').reduce<unknown>((at, step) => (at as Record<string, unknown>)[step] ?? (at as Record<string, unknown>)[`${step}_other`], en) as string;
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name]));
}) as unknown as TFunction;

const event = (rest: Partial<Event>): Event => ({ at: '2026-11-23T08:00:00Z', action: 'view', ...rest });

describe('inWords', () => {
  it('says what was done to what, and which version came of it', () => {
    expect(inWords(event({ action: 'change', kind: 'exhibit', version: 3 }), t)).toBe('Changed: exhibit, version 3');
    expect(inWords(event({ action: 'create', kind: 'case', version: 1 }), t)).toBe('Created: case');
    expect(inWords(event({ action: 'list', kind: 'hit', detail: { count: '7' } }), t)).toBe('Viewed a list: hit, 7 records');
  });
  it('does not repeat what the act says by itself', () => {
    expect(inWords(event({ action: 'sign_in', kind: 'account' }), t)).toBe('Signed in');
  });
  it('shows what it does not know by its name', () => {
    expect(inWords(event({ action: 'teleport', kind: 'spaceship' }), t)).toBe('Act “teleport”: spaceship');
  });
  it('has words for every act and kind that it offers', () => {
    for (const action of actions) expect(en.audit.action[action]).toBeTruthy();
    for (const kind of kinds) expect(en.audit.record[kind]).toBeTruthy();
  });
});
