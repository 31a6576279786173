// Lines and scales of plots.

/** ticks are round values within a range, about so many. */
export function ticks(low: number, high: number, count: number): number[] {
  const span = high - low;
  if (!(span > 0)) return [];
  const ten = 10 ** Math.floor(Math.log10(span / count));
  const step = [1, 2, 5, 10].map((s) => s * ten).find((s) => span / s <= count) ?? 10 * ten;
  const out: number[] = [];
  for (let i = Math.ceil(low / step); i * step <= high + step * 1e-9; i++) out.push(Number((i * step).toPrecision(12)) + 0);
  return out;
}

/** path is a line through points, broken where a value is missing. */
export function path(along: number[], values: number[], x: (v: number) => number, y: (v: number) => number): string {
  let out = '';
  let down = false;
  for (let i = 0; i < along.length; i++) {
    const v = values[i]!;
    if (Number.isNaN(v)) {
      down = false;
      continue;
    }
    out += `${down ? 'L' : 'M'}${x(along[i]!).toFixed(1)} ${y(v).toFixed(1)}`;
    down = true;
  }
  return out;
}
