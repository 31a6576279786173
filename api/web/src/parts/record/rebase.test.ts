import { describe, expect, it } from 'vitest';
import { read, written } from './path';
import { differences, rebased, same } from './rebase';

const base = { version: 3, name: 'Sonora', phone: '1', place: { state: '26', municipality: 'Hermosillo' }, roles: ['a'] };

describe('path', () => {
  it('reads and writes nested fields and items, and leaves the rest as it was', () => {
    const record = { place: { state: '26' }, people: [{ name: 'a' }, { name: 'b' }] };
    expect(read(record, 'people[1].name')).toBe('b');
    expect(read(record, 'place.nothing.below')).toBeUndefined();
    const next = written(record, 'people[1].name', 'c');
    expect(next).toEqual({ place: { state: '26' }, people: [{ name: 'a' }, { name: 'c' }] });
    expect(next.place).toBe(record.place);
    expect(record.people[1]!.name).toBe('b');
    expect(written({}, 'place.state', '09')).toEqual({ place: { state: '09' } });
  });
});

describe('rebase', () => {
  it('takes an empty field for a missing one', () => {
    expect(same({ a: '', b: { c: null }, d: [], e: false }, {})).toBe(true);
    expect(same({ b: 1, a: 2 }, { a: 2, b: 1 })).toBe(true);
    expect(same({ a: [''] }, {})).toBe(false);
  });

  it('joins what two people changed in different fields', () => {
    const theirs = { ...base, version: 4, phone: '2' };
    const mine = { ...base, place: { state: '26', municipality: 'Nogales' } };
    expect(differences(base, theirs, mine)).toEqual([{ path: 'phone', before: '1', theirs: '2', mine: '1', conflict: false }]);
    expect(rebased(base, theirs, mine)).toEqual({ ...base, version: 4, phone: '2', place: { state: '26', municipality: 'Nogales' } });
  });

  it('tells where both changed one field, and keeps what was typed here', () => {
    const theirs = { ...base, version: 4, name: 'Sonora Sur' };
    const mine = { ...base, name: 'Sonora Norte' };
    expect(differences(base, theirs, mine).map((d) => [d.path, d.conflict])).toEqual([['name', true]]);
    expect(rebased(base, theirs, mine).name).toBe('Sonora Norte');
    expect(differences(base, theirs, { ...base, name: 'Sonora Sur' })[0]!.conflict).toBe(false);
  });

  it('takes a list as one field, and passes over what the service fills in', () => {
    const theirs = { ...base, version: 9, roles: ['a', 'b'] };
    expect(differences(base, theirs, base).map((d) => d.path)).toEqual(['roles']);
    expect(rebased(base, theirs, { ...base, roles: [] }).roles).toEqual([]);
  });
});
