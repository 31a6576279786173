import { describe, expect, it } from 'vitest';
import { ageOf } from './age';

describe('ageOf', () => {
  const now = Date.parse('2026-11-23T12:00:00Z');
  it('counts the days since a calibration, from the first day that it can have been', () => {
    expect(ageOf('2026-11-20', now)).toBe(3);
    expect(ageOf('2026-11', now)).toBe(22);
    expect(ageOf('2025', now)).toBe(691);
    expect(ageOf('', now)).toBeUndefined();
    expect(ageOf(undefined, now)).toBeUndefined();
  });
});
