import { describe, expect, it } from 'vitest';
import { read } from '../query';
import { hrefOf, inUse, kept, named, type SavedSearch } from './saved';

const saved = (name: string, more: Partial<SavedSearch> = {}): SavedSearch => ({ name, about: 'find', query: {}, created_by: 'me', ...more });

describe('a saved search', () => {
  it('leads back to the query that was saved, at its first page', () => {
    const query = read('?q=casquillo+%26+bala&kind=exhibit&from=2026&to=2026&view=map&page=4');
    expect(kept(query)).toEqual({ q: 'casquillo & bala', kind: 'exhibit', from: '2026', to: '2026', view: 'map' });
    expect(hrefOf(saved('x', { query: kept(query) }))).toBe('/find?q=casquillo+%26+bala&kind=exhibit&from=2026&to=2026&view=map');
  });

  it('leads nowhere else, whatever was saved', () => {
    expect(hrefOf(saved('x', { query: { q: 'a', href: 'https://elsewhere', from: 'javascript:1' } }))).toBe('/find?q=a');
    expect(hrefOf(saved('x'))).toBe('/find');
    expect(kept(read(''))).toEqual({});
  });
});

it('shows the own ones first, by name, and none that was removed', () => {
  const all = [saved('b 10'), saved('ñandú', { created_by: 'other' }), saved('gone', { withdrawn: true }), saved('b 9'), saved('alfa', { created_by: 'other' })];
  expect(inUse(all, 'me', 'es').map((one) => one.name)).toEqual(['b 9', 'b 10', 'alfa', 'ñandú']);
});

it('has a name that is short enough', () => expect(named(['x'.repeat(200), '']).length).toBe(120));
