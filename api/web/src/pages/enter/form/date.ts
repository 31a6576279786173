// Dates of records: unknown, a year, a month, a day, or a day with a time, as ISO 8601 text.

export const precisions = ['unknown', 'year', 'month', 'day', 'time'] as const;
export type Precision = (typeof precisions)[number];

const lengths: Record<Precision, number> = { unknown: 0, year: 4, month: 7, day: 10, time: 16 };

export function precisionOf(date: string | undefined): Precision {
  return precisions.findLast((one) => (date ?? '').length >= lengths[one]) ?? 'unknown';
}

/** made brings a date to another precision; what is not known is left for the person to say. */
export function made(date: string | undefined, to: Precision): string {
  const text = date ?? '';
  return text.length >= lengths[to] ? text.slice(0, lengths[to]) : '';
}

/** today is the day where the person is. */
export function today(now = new Date()): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
