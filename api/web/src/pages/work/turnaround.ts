import type { Schemas } from '../../api/client';

export type Item = Schemas['TurnaroundItem'];

/** Bar is how many exhibits took so long. */
export interface Bar {
  /** The most that belongs to it; Infinity for the last. */
  to: number;
  count: number;
  /** Beyond the target. */
  late: boolean;
}

function bars(values: number[], bounds: number[], target: number): Bar[] {
  const out = [...bounds, Infinity].map((to) => ({ to, count: 0, late: to > target }));
  for (const value of values) out.find((bar) => value <= bar.to)!.count++;
  return out;
}

/** entryBars count exhibits by their days of work from receipt to the first image. */
export function entryBars(items: Item[], target: number): Bar[] {
  const bounds = [...new Set([0, 1, target, target + 1, 5, 10])].filter((day) => day >= 0).sort((a, b) => a - b);
  return bars(items.filter((item) => item.imaged).map((item) => item.entry_business_days), bounds, target);
}

/** leadBars count leads by their hours from receipt. */
export function leadBars(items: Item[], targets: readonly number[]): Bar[] {
  const good = targets[0] ?? 24;
  const acceptable = targets[1] ?? good;
  return bars(items.filter((item) => item.lead).map((item) => item.lead_hours ?? 0), [good, acceptable, 7 * 24], acceptable);
}

/** pressing are the exhibits without an image, the one that waits longest first, and then those that were late, the last first. */
export function pressing(items: Item[]): Item[] {
  const waiting = items.filter((item) => !item.imaged).sort((a, b) => a.received.localeCompare(b.received));
  const late = items.filter((item) => item.imaged && item.state === 'late').sort((a, b) => (b.imaged ?? '').localeCompare(a.imaged ?? ''));
  return [...waiting, ...late];
}
