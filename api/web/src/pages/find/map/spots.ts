// What is on the map: places with coordinates where they lie, the others in the
// middle of their state; those that would lie on each other are one.
import type { Schemas } from '../../../api/client';
import { centreOf, height, project, width, type Point } from '../../../parts/atlas/atlas';

export type PlaceCount = Schemas['PlaceCount'];

/** Spot is one circle: a place, or several that are too near to be told apart. */
export interface Spot {
  at: Point;
  count: number;
  places: PlaceCount[];
  /** It stands for a state, since no place within is known. */
  vague: boolean;
}

/** View is what part of the map is seen: its middle, and how many times it is enlarged. */
export interface View {
  x: number;
  y: number;
  zoom: number;
}

export const whole: View = { x: width / 2, y: height / 2, zoom: 1 };
export const maxZoom = 60;

/** spots are the places that can be shown; the others have neither coordinates nor a state. */
export function spots(places: PlaceCount[]): Spot[] {
  return places.flatMap((place) => {
    const exact = place.latitude !== undefined && place.longitude !== undefined;
    const at = exact ? project(place.longitude!, place.latitude!) : centreOf(place.country, place.state);
    return at ? [{ at, count: place.count, places: [place], vague: !exact }] : [];
  });
}

/** radius of a circle, in units of the screen: its area grows with the count. */
export const radius = (count: number) => Math.min(9 + 1.6 * Math.sqrt(count), 34);

/** merged puts spots together that would touch at a zoom, the greatest first. */
export function merged(all: Spot[], zoom: number): Spot[] {
  const out: Spot[] = [];
  for (const one of [...all].sort((a, b) => b.count - a.count)) {
    const near = out.find((other) => Math.hypot(other.at[0] - one.at[0], other.at[1] - one.at[1]) * zoom < radius(other.count) + radius(one.count));
    if (!near) {
      out.push({ ...one });
      continue;
    }
    const count = near.count + one.count;
    near.at = [(near.at[0] * near.count + one.at[0] * one.count) / count, (near.at[1] * near.count + one.at[1] * one.count) / count];
    near.count = count;
    near.places = [...near.places, ...one.places];
    near.vague = near.vague && one.vague;
  }
  return out;
}

/** readable tells of each spot whether its name can be written under it without covering a circle or another name. */
export function readable(spots: { at: Point; count: number; name: string }[]): boolean[] {
  const taken = spots.map(({ at, count }) => boxOf(at[0], at[1], radius(count), radius(count)));
  return spots.map(({ at, count, name }, i) => {
    if (!name) return false;
    // About 6.5 units a letter at the size in which names are written.
    const box = boxOf(at[0], at[1] + radius(count) + 12, name.length * 3.25, 7);
    const free = taken.every((other, j) => j === i || box.right < other.left || other.right < box.left || box.bottom < other.top || other.bottom < box.top);
    if (free) taken.push(box);
    return free;
  });
}

const boxOf = (x: number, y: number, dx: number, dy: number) => ({ left: x - dx, right: x + dx, top: y - dy, bottom: y + dy });

/** fit is the view in which all spots are seen, with room around, and enough of the land to know where one is. */
export function fit(all: Spot[]): View {
  if (all.length === 0) return whole;
  const xs = all.map((one) => one.at[0]);
  const ys = all.map((one) => one.at[1]);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const zoom = Math.min((width * 0.7) / Math.max(right - left, 1), (height * 0.7) / Math.max(bottom - top, 1), 12);
  return bounded({ x: (left + right) / 2, y: (top + bottom) / 2, zoom });
}

/** bounded keeps a view on the map. */
export function bounded({ x, y, zoom }: View): View {
  const z = Math.max(1, Math.min(zoom, maxZoom));
  const within = (at: number, size: number) => Math.max(size / 2 / z, Math.min(at, size - size / 2 / z));
  return { x: within(x, width), y: within(y, height), zoom: z };
}

/** zoomed enlarges a view about a point of the map, which stays where it is on the screen. */
export function zoomed(view: View, by: number, about: Point = [view.x, view.y]): View {
  const zoom = Math.max(1, Math.min(view.zoom * by, maxZoom));
  const part = view.zoom / zoom;
  return bounded({ x: about[0] + (view.x - about[0]) * part, y: about[1] + (view.y - about[1]) * part, zoom });
}

/** common is what all places of a spot have in common, to narrow by; nothing when they lie in several states. */
export function common(spot: Spot): { state: string; municipality?: string } | undefined {
  const first = spot.places[0]!;
  if (!first.state || spot.places.some((place) => place.state !== first.state || place.country !== first.country)) return undefined;
  const alike = first.municipality && spot.places.every((place) => place.municipality === first.municipality);
  return { state: first.state, ...(alike && { municipality: first.municipality }) };
}

/** StateCount is a state with its municipalities. */
export interface StateCount {
  country?: string;
  state?: string;
  count: number;
  municipalities: { name: string; count: number }[];
}

/** byState lists places for people who read: states with their municipalities, the most frequent first. */
export function byState(places: PlaceCount[]): StateCount[] {
  const states = new Map<string, StateCount>();
  for (const { country, state, municipality, count } of places) {
    const key = `${country}-${state}`;
    const of = states.get(key) ?? { country, state, count: 0, municipalities: [] };
    of.count += count;
    if (municipality) {
      const same = of.municipalities.find((one) => one.name === municipality);
      if (same) same.count += count;
      else of.municipalities.push({ name: municipality, count });
    }
    states.set(key, of);
  }
  const most = <T extends { count: number }>(a: T, b: T) => b.count - a.count;
  for (const of of states.values()) of.municipalities.sort(most);
  return [...states.values()].sort(most);
}
