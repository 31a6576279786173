import { describe, expect, it } from 'vitest';
import { asked, inForce, narrowed, read, write, type Query } from './query';

const whole: Query = {
  q: 'culiacán & "40 s&w"', view: 'map', page: 3, kind: 'exhibit', lab: '01a2', calibre: '.40 S&W', origin: 'questioned', state: '09',
  municipality: 'Gustavo A. Madero', status: 'open', from: '2026-03', to: '2026-04-02',
};

describe('a query', () => {
  it('is the same when it is read from its own address', () => {
    for (const query of [whole, read(''), { ...read(''), q: '%#?' }]) expect(read(write(query).replace('/find', ''))).toEqual(query);
  });

  it('is nothing where the address has nothing, or nonsense', () => {
    const none = { q: '', view: 'list', page: 1 };
    for (const search of ['', '?', '?page=0&view=x', '?page=1.5', '?page=-2&from=yesterday', '?to=2026-3&calibre=%20'])
      expect(read(search)).toEqual(none);
    expect(write(read(''))).toBe('/find');
  });

  it('does not go beyond what the service pages through', () => expect(read('?page=99999999').page).toBe(400));

  it('begins at its first page when it is narrowed, and keeps the rest', () => {
    expect(narrowed(whole, { calibre: undefined, q: 'x' })).toMatchObject({ page: 1, q: 'x', state: '09', view: 'map' });
    expect(write(narrowed(whole, { calibre: undefined }))).not.toContain('calibre');
  });

  it('shows a year as one filter', () => {
    expect(inForce({ ...read(''), from: '2026', to: '2026', state: '09' })).toEqual([
      { names: ['state'], value: '09' }, { names: ['from', 'to'], value: '2026' },
    ]);
    expect(inForce({ ...read(''), from: '2025', to: '2026' }).map((one) => one.value)).toEqual(['2025', '2026']);
    expect(inForce({ ...read(''), to: '2026' })).toEqual([{ names: ['to'], value: '2026' }]);
  });

  it('asks the service for its page, and for places only where a map is shown', () => {
    expect(asked(whole)).toMatchObject({ kinds: ['exhibit'], offset: 50, limit: 25, places: true, calibre: '.40 S&W' });
    expect(asked(whole)).not.toHaveProperty('view');
    expect(asked(read(''))).toEqual({ limit: 25, offset: 0 });
  });
});
