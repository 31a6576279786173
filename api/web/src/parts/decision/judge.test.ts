import { describe, expect, it } from 'vitest';
import { pendingIn } from './judge';

describe('pendingIn', () => {
  it('tells verdicts and leads that have no answer, the last one of a candidate', () => {
    const pending = pendingIn([
      { method: 'post', path: '/api/v1/candidates/a/reviews', body: { verdict: 'discard' } },
      { method: 'post', path: '/api/v1/candidates/b/reviews', body: { verdict: 'keep' } },
      { method: 'post', path: '/api/v1/candidates/a/reviews', body: { verdict: 'keep' } },
      { method: 'post', path: '/api/v1/leads', body: { candidate: 'b', comment: '' } },
      { method: 'put', path: '/api/v1/candidates/c/reviews', body: { verdict: 'keep' } },
      { method: 'post', path: '/api/v1/cases', body: { number: '1' } },
    ]);
    expect([...pending]).toEqual([['a', 'keep'], ['b', 'lead']]);
  });
});
