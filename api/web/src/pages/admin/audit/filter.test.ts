import { describe, expect, it } from 'vitest';
import { exportOf, filterOf, queryOf } from './filter';

describe('filter', () => {
  it('is what the address says, and nothing else', () => {
    expect(filterOf(new URLSearchParams('action=view&kind=&other=1&from=2026-03-01'))).toEqual({ action: 'view', from: '2026-03-01' });
  });
  it('takes whole days of the reader in', () => {
    const { from, to } = queryOf({ from: '2026-03-01', to: '2026-03-01' });
    expect(Date.parse(to!) - Date.parse(from!)).toBe(86_400_000);
    expect(new Date(from!).getHours()).toBe(0);
    expect(queryOf({ from: 'soon' }).from).toBeUndefined();
  });
  it('narrows the file as it narrows the list', () => {
    const address = new URL(exportOf({ action: 'sign_in', to: '2026-03-01' }, 'csv'), 'http://x');
    expect(address.pathname).toBe('/api/v1/audit/export');
    expect([...address.searchParams.keys()].sort()).toEqual(['action', 'format', 'to']);
  });
});
