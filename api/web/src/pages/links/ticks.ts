// The marks on an axis of days.
import { dayOf } from './graph';

export interface Tick {
  day: number;
  /** A year begins here. */
  year: boolean;
}

/** ticks are the beginnings of months, or of every so many months, that an axis has room for. */
export function ticks(from: number, to: number, most: number): Tick[] {
  const start = new Date(from * 86_400_000);
  for (const step of [1, 2, 3, 6, 12, 24, 60, 120]) {
    const found: Tick[] = [];
    for (let month = 0; ; month += step) {
      // Steps are counted from January, so that years are always among them.
      const at = Date.UTC(start.getUTCFullYear(), month, 1);
      const day = at / 86_400_000;
      if (day > to) break;
      if (day >= from) found.push({ day, year: new Date(at).getUTCMonth() === 0 });
    }
    if (found.length <= most) return found;
  }
  return [];
}

/** heights counts findings in bins of an axis, as shares of the fullest. */
export function heights(moments: (string | undefined)[], from: number, to: number, bins: number): number[] {
  const counts = new Array<number>(bins).fill(0);
  for (const at of moments) {
    const day = dayOf(at);
    if (day === undefined || day < from || day > to) continue;
    const bin = Math.min(bins - 1, Math.floor((bins * (day - from)) / Math.max(1, to - from)));
    counts[bin] = counts[bin]! + 1;
  }
  const most = Math.max(1, ...counts);
  return counts.map((count) => count / most);
}
