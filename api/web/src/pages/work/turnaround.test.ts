import { describe, expect, it } from 'vitest';
import { entryBars, leadBars, pressing, type Item } from './turnaround';

const item = (exhibit: string, more: Partial<Item>): Item => ({
  exhibit, number: exhibit, case_number: '', lab: 'l', time_zone: 'UTC', received: '2026-03-02T08:00:00Z', entered: '2026-03-02T09:00:00Z',
  entry_business_days: 0, state: 'in_time', ...more,
});
const imaged = '2026-03-03T09:00:00Z';

describe('bars', () => {
  it('count each exhibit once, at its days, and know what is beyond the target', () => {
    const all = [0, 0, 1, 2, 3, 4, 7, 10, 11, 400].map((entry_business_days, i) => item(String(i), { entry_business_days, imaged }));
    const bars = entryBars([...all, item('waits', {})], 2);
    expect(bars.map((bar) => [bar.to, bar.count, bar.late])).toEqual([
      [0, 2, false], [1, 1, false], [2, 1, false], [3, 1, true], [5, 1, true], [10, 2, true], [Infinity, 2, true],
    ]);
  });

  it('count leads by their hours', () => {
    const all = [0, 24, 24.1, 48, 48.5, 168, 169].map((lead_hours, i) => item(String(i), { lead_hours, lead: imaged }));
    const bars = leadBars([...all, item('none', { lead_hours: 1 })], [24, 48]);
    expect(bars.map((bar) => [bar.to, bar.count, bar.late])).toEqual([[24, 2, false], [48, 2, false], [168, 2, true], [Infinity, 1, true]]);
  });
});

it('puts what waits first, the longest before, and then what was late', () => {
  const all = [
    item('late', { imaged, state: 'late' }), item('fine', { imaged }), item('due', { state: 'due', received: '2026-03-05T08:00:00Z' }),
    item('overdue', { state: 'late', received: '2026-02-05T08:00:00Z' }), item('later', { imaged: '2026-03-04T09:00:00Z', state: 'late' }),
  ];
  expect(pressing(all).map((one) => one.exhibit)).toEqual(['overdue', 'due', 'later', 'late']);
});
