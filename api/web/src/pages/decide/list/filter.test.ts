import { describe, expect, it } from 'vitest';
import { filterIn, filterOut, narrow, words, type Filter, type Naming } from './filter';

const naming: Naming = { lab: (id) => id.toUpperCase(), country: () => 'United States', state: (_, code) => `state ${code}`, date: (date) => date, breechFace: (code) => `face ${code}`, firingPin: (code) => `pin ${code}` };

const filter: Filter = { labs: ['a', 'b'], calibres: ['9 mm Luger'], origin: 'questioned', country: 'MX', state: '26', occurred_from: '2026-01', entered_to: '2026-03-09', include_withdrawn: true };

describe('filters', () => {
  it('come back as they were saved', () => {
    expect(filterIn(filterOut(filter))).toEqual(filter);
    expect(filterIn(filterOut({}))).toEqual({});
  });

  it('take nothing that is no filter', () => {
    expect(filterIn({ labs: '{"a":1}', calibres: 'not JSON', q: 'words', include_withdrawn: 'yes', state: '' })).toEqual({});
    expect(filterIn({ labs: '["a", 7, null]' })).toEqual({ labs: ['a'] });
  });

  it('are sent without what is empty', () => {
    expect(narrow({ labs: [], calibres: ['x'], origin: '', include_withdrawn: false })).toEqual({ calibres: ['x'] });
  });

  it('are said in words, each part once', () => {
    const t = ((key: string, values?: Record<string, string>) => `${key}${values ? ` ${Object.values(values).join(',')}` : ''}`) as unknown as Parameters<typeof words>[1];
    const said = words(filter, t, naming);
    expect(said).toEqual(['9 mm Luger', 'filter.origin.questioned', 'filter.labs A, B', 'state 26', 'filter.occurred.from 2026-01', 'filter.entered.to 2026-03-09', 'filter.withdrawn']);
    expect(words({ country: 'US', breech_face_class: 'arched', firing_pin_class: 'other' }, t, naming)).toEqual(['United States', 'filter.breechFace face arched', 'filter.firingPin pin other']);
    expect(words(undefined, t, naming)).toEqual([]);
  });
});
