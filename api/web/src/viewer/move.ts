// What hands do to the state: pan, zoom, turn, light, lay the probe elsewhere.
import { placed, spot } from './light';
import { click, type Pane } from './panels';
import { about, turned, type Point } from './pose';
import type { State } from './state';
import { panned, spun, toPlace, zoomed, type View } from './view';

/** seen changes the view of a pane, and of the other one where both go together. */
function seen(s: State, pane: Pane, change: (view: View) => View): Partial<State> {
  const view = change(pane.view);
  if (s.synchronous || pane.side === 'both') return s.synchronous ? { left: view, right: view } : { right: view };
  return pane.side === 'probe' ? { left: view } : { right: view };
}

export const pan = (s: State, pane: Pane, dx: number, dy: number) => seen(s, pane, (v) => panned(v, dx, dy));

export const zoom = (s: State, pane: Pane, at: Point, factor: number) => seen(s, pane, (v) => zoomed(v, pane.box, at, factor));

export const spin = (s: State, pane: Pane, at: Point, deg: number) => seen(s, pane, (v) => spun(v, pane.box, at, deg));

/** slide moves the probe alone, by pixels. */
export function slide(s: State, pane: Pane, dx: number, dy: number): Partial<State> {
  const d = turned({ x: dx / pane.view.scale, y: dy / pane.view.scale }, -pane.view.deg);
  return { pose: { ...s.pose, x: s.pose.x + d.x, y: s.pose.y + d.y } };
}

/** twist turns the probe alone, about what lies in the pane's middle. */
export function twist(s: State, pane: Pane, deg: number): Partial<State> {
  const { box } = pane;
  return { pose: about(s.pose, deg, toPlace(pane.view, box, { x: box.x + box.width / 2, y: box.y + box.height / 2 })) };
}

/** shine moves the lamp by pixels, as if the ball were 300 of them wide. */
export function shine(s: State, dx: number, dy: number): Partial<State> {
  const at = spot(s.light);
  return { light: placed(at.x + dx / 150, at.y + dy / 150) };
}

/** cut moves the split line to a place in its pane. */
export function cut(s: State, { box }: Pane, at: Point): Partial<State> {
  const a = (s.split.deg * Math.PI) / 180;
  const far = (at.x - box.x - box.width / 2) * Math.cos(a) - (at.y - box.y - box.height / 2) * Math.sin(a);
  const most = Math.hypot(box.width, box.height) / 2;
  return { split: { ...s.split, at: Math.min(0.9, Math.max(-0.9, far / most)) } };
}

/** aslant turns the split line so that it runs through a place below its middle. */
export function aslant(s: State, middle: Point, at: Point): Partial<State> {
  const deg = (Math.atan2(at.x - middle.x, at.y - middle.y) * 180) / Math.PI;
  return { split: { ...s.split, deg } };
}

/** ended moves one end of the profile's line to a place on the stage. */
export function ended(s: State, pane: Pane, end: 'from' | 'to', at: Point): Partial<State> {
  return s.profile ? { profile: { ...s.profile, [end]: toPlace(pane.view, pane.box, at) } } : {};
}

/** started begins a profile at a place on the stage. */
export function started(s: State, pane: Pane, at: Point): Partial<State> {
  const place = toPlace(pane.view, pane.box, at);
  return { profile: { from: place, to: place, width: s.profile?.width ?? 0 } };
}

export { click };
