import { describe, expect, it } from 'vitest';
import { chosen } from './roles';

describe('chosen', () => {
  it('keeps who audits apart from every other role', () => {
    expect(chosen(['examiner', 'supervisor'], 'auditor', true)).toEqual(['auditor']);
    expect(chosen(['auditor'], 'examiner', true)).toEqual(['examiner']);
  });
  it('adds a role once and takes it away', () => {
    expect(chosen(['examiner'], 'examiner', true)).toEqual(['examiner']);
    expect(chosen(['examiner', 'technician'], 'examiner', false)).toEqual(['technician']);
  });
});
