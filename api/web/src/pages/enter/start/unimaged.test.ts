import { expect, it } from 'vitest';
import { unimaged } from './unimaged';

const exhibit = (id: string, created_at: string, more = {}) => ({ id, created_at, created_by: 'ana', number: id, origin: 'questioned' as const, calibre: '9 mm', ...more });
const taken = (exhibit: string, created_at: string) => ({ id: `a${exhibit}`, exhibit, created_at });

it('are those of the person without a file', () => {
  const exhibits = [exhibit('3', '2026-03-03T00:00:00Z'), exhibit('2', '2026-03-02T00:00:00Z'), exhibit('1', '2026-03-01T00:00:00Z', { created_by: 'bruno' })];
  expect(unimaged(exhibits, { items: [taken('2', '2026-03-02T01:00:00Z')] }, 'ana').map((one) => one.id)).toEqual(['3']);
});

it('says nothing of exhibits that are older than the files that are known', () => {
  const exhibits = [exhibit('3', '2026-03-03T00:00:00Z'), exhibit('1', '2026-03-01T00:00:00Z')];
  const files = { items: [taken('9', '2026-03-02T01:00:00Z')], next: '/more' };
  expect(unimaged(exhibits, files, 'ana').map((one) => one.id)).toEqual(['3']);
});

it('passes over withdrawn ones', () => {
  expect(unimaged([exhibit('3', '2026-03-03T00:00:00Z', { withdrawn: 'lost' })], { items: [] }, 'ana')).toEqual([]);
});
