import { describe, expect, it } from 'vitest';
import { named } from './save';

describe('named', () => {
  it('reads the name of a file from the header', () => {
    expect(named('attachment; filename=CDMX-T-2026-00001.pdf', 'x')).toBe('CDMX-T-2026-00001.pdf');
    expect(named('attachment; filename="a b.pdf"; filename*=UTF-8\'\'informe%20%C3%B1.pdf', 'x')).toBe('informe ñ.pdf');
    expect(named('attachment; filename=a.csv; filename*=UTF-8\'\'%zz', 'x')).toBe('a.csv');
    expect(named(null, 'x.pdf')).toBe('x.pdf');
  });
});
