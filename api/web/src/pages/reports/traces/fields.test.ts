import { describe, expect, it } from 'vitest';
import { fieldID, found, joined, open, split, type Finding } from './fields';

const finding = (location: string): Finding => ({ location, message: 'm', key: 'k', severity: 'missing' });

describe('findings', () => {
  const record = { crime_code: '', weapon: { serial: 'A1' }, associates: [{ surname: '' }] };
  it('stand at their field until somebody types there', () => {
    const all = [finding('crime_code'), finding('weapon.serial'), finding('associates[0].surname')];
    expect(found(all, 'crime_code', record, record)).toHaveLength(1);
    expect(found(all, 'crime_code', record, { ...record, crime_code: '1300' })).toEqual([]);
    expect(open(all, record, { ...record, weapon: { serial: 'A2' } }).map((one) => one.location)).toEqual(['crime_code', 'associates[0].surname']);
  });
});

describe('fields', () => {
  it('have identifiers that a page can hold', () => {
    expect(fieldID('associates[0].surname')).toBe('field-associates-0-surname');
  });
  it('take a date with a time apart and put it together', () => {
    expect(split('2026-03-04T05:06')).toEqual({ day: '2026-03-04', time: '05:06', rest: '' });
    expect(split('2026-03-04')).toEqual({ day: '2026-03-04', time: '', rest: '' });
    expect(split('2026-03')).toEqual({ day: '', time: '', rest: '2026-03' });
    expect(split(undefined)).toEqual({ day: '', time: '', rest: '' });
    expect(joined('2026-03-04', '05:06')).toBe('2026-03-04T05:06');
    expect(joined('', '05:06')).toBe('');
  });
});
