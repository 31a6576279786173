// What a panel shows: which place of the common frame (the candidate's) lies in its
// middle, how large and how far turned. Screen places are CSS pixels in the panel.
import { turned, normal, type Point } from './pose';

export interface View {
  /** The place in the panel's middle, micrometres. */
  x: number;
  y: number;
  /** Pixels a micrometre. */
  scale: number;
  /** Turned anticlockwise. */
  deg: number;
}

/** Box is a panel on the stage, in CSS pixels. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export const widest = 4; // pixels a micrometre
export const narrowest = 0.004;

export function toScreen(view: View, box: Box, p: Point): Point {
  const q = turned({ x: p.x - view.x, y: p.y - view.y }, view.deg);
  return { x: box.x + box.width / 2 + q.x * view.scale, y: box.y + box.height / 2 + q.y * view.scale };
}

export function toPlace(view: View, box: Box, s: Point): Point {
  const q = turned(
    { x: (s.x - box.x - box.width / 2) / view.scale, y: (s.y - box.y - box.height / 2) / view.scale },
    -view.deg,
  );
  return { x: q.x + view.x, y: q.y + view.y };
}

/** panned moves what is shown by pixels to the right and down. */
export function panned(view: View, dx: number, dy: number): View {
  const d = turned({ x: dx / view.scale, y: dy / view.scale }, -view.deg);
  return { ...view, x: view.x - d.x, y: view.y - d.y };
}

/** zoomed magnifies about a screen place, which stays where it is. */
export function zoomed(view: View, box: Box, at: Point, factor: number): View {
  const scale = Math.min(widest, Math.max(narrowest, view.scale * factor));
  return pinned({ ...view, scale }, box, at, toPlace(view, box, at));
}

/** spun turns the view about a screen place, which stays where it is. */
export function spun(view: View, box: Box, at: Point, deg: number): View {
  return pinned({ ...view, deg: normal(view.deg + deg) }, box, at, toPlace(view, box, at));
}

function pinned(view: View, box: Box, at: Point, place: Point): View {
  const now = toPlace(view, box, at);
  return { ...view, x: view.x + place.x - now.x, y: view.y + place.y - now.y };
}

/** fitted shows all of the places given, with a margin, without turning. */
export function fitted(box: Box, places: Point[], deg = 0): View {
  if (places.length === 0 || box.width <= 0 || box.height <= 0) return { x: 0, y: 0, scale: 0.1, deg };
  const at = places.map((p) => turned(p, deg));
  const left = Math.min(...at.map((p) => p.x));
  const right = Math.max(...at.map((p) => p.x));
  const top = Math.min(...at.map((p) => p.y));
  const bottom = Math.max(...at.map((p) => p.y));
  const middle = turned({ x: (left + right) / 2, y: (top + bottom) / 2 }, -deg);
  const scale = 0.96 * Math.min(box.width / Math.max(right - left, 1), box.height / Math.max(bottom - top, 1));
  return { ...middle, scale: Math.min(widest, Math.max(narrowest, scale)), deg };
}

/** round length for a scale bar: 1, 2 or 5 times a power of ten, at most so many pixels. */
export function barLength(scale: number, most: number): number {
  const um = most / scale;
  const ten = 10 ** Math.floor(Math.log10(um));
  for (const step of [5, 2, 1]) if (step * ten <= um) return step * ten;
  return ten;
}
