// A figure while it is being drawn: clicks, or Enter at the crosshair, one by one.
import type { Point } from './pose';
import type { Figure, Tool } from './state';

export type Side = 'probe' | 'candidate';

/** Click is a place that was pointed at, in the frame of its own mark. */
export interface Click extends Point {
  side: Side;
}

const drawn = ['line', 'point', 'circle', 'polyline', 'text', 'correspondence'] as const;

/** drawing tells whether a tool makes figures. */
export const drawing = (tool: Tool): tool is (typeof drawn)[number] => (drawn as readonly string[]).includes(tool);

/** needed is how many places a figure has; a polyline ends when it is told to. */
export const needed = (tool: Tool) => (tool === 'point' || tool === 'text' ? 1 : tool === 'polyline' ? 500 : 2);

const spot = (p: Point) => ({ x_um: Math.round(p.x * 100) / 100, y_um: Math.round(p.y * 100) / 100 });

/** sideWanted is the mark on which the next place must lie, undefined where any will do. */
export function sideWanted(tool: Tool, clicks: Click[]): Side | undefined {
  const first = clicks[0]?.side;
  if (tool !== 'correspondence') return first;
  return first === undefined ? undefined : first === 'probe' ? 'candidate' : 'probe';
}

/** finished is the figure that the places make, null while there are too few. */
export function finished(tool: Tool, clicks: Click[], end = false): Figure | null {
  if (!drawing(tool) || clicks.length === 0) return null;
  if (tool === 'polyline' ? !end || clicks.length < 2 : clicks.length < needed(tool)) return null;
  if (tool === 'correspondence') {
    const probe = clicks.find((c) => c.side === 'probe');
    const candidate = clicks.find((c) => c.side === 'candidate');
    return probe && candidate ? { type: tool, side: 'probe', points: [spot(probe)], to: spot(candidate) } : null;
  }
  return { type: tool, side: clicks[0]!.side, points: clicks.map(spot) };
}

/** measured is what a figure measures in micrometres: a line's length, a circle's diameter; null for others. */
export function measured(f: Figure): number | null {
  const at = f.points;
  if (f.type !== 'line' && f.type !== 'circle' && f.type !== 'polyline') return null;
  let sum = 0;
  for (let i = 1; i < at.length; i++) sum += Math.hypot(at[i]!.x_um - at[i - 1]!.x_um, at[i]!.y_um - at[i - 1]!.y_um);
  return f.type === 'circle' ? 2 * sum : sum;
}
