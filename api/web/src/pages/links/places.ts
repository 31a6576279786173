// Where the nodes of a graph lie: their own place, else that of their case or firearm,
// else the state of their laboratory, which is then said.
import type { Schemas } from '../../api/client';
import { centreOf, project } from '../../parts/atlas/atlas';
import { joins, type Graph, type Node } from './graph';
import type { Point } from './layout';

type Place = Schemas['Place'];

export interface Spot {
  key: string;
  at: Point;
  nodes: Node[];
  /** What is there, the place with most nodes first. */
  places: Place[];
  /** It stands for a state, since nothing nearer is known. */
  vague: boolean;
}

export interface Line {
  from: Spot;
  to: Spot;
  kind: 'hit' | 'lead';
  count: number;
}

const said = (place: Place | undefined) => (place && (place.state || place.latitude !== undefined) ? place : undefined);

/** placeOf is the place of a node, by the way of what it belongs to. */
function placeOf(graph: Graph, labPlace: (lab: string) => Place | undefined) {
  const byID = new Map(graph.nodes.map((node) => [node.id, node]));
  const above = new Map<string, string[]>();
  for (const edge of graph.edges) if (!joins(edge)) above.set(edge.from, [...(above.get(edge.from) ?? []), edge.to]);
  return (node: Node): Place | undefined => {
    const own = said(node.place);
    if (own) return own;
    for (const id of above.get(node.id) ?? []) {
      const place = said(byID.get(id)?.place);
      if (place) return place;
    }
    const lab = labPlace(node.lab);
    // Where a laboratory stands says nothing of where its exhibits were found.
    return said(lab && { country: lab.country, state: lab.state });
  };
}

/** spots are the places on the map with the nodes there. */
export function spots(graph: Graph, labPlace: (lab: string) => Place | undefined): Spot[] {
  const of = placeOf(graph, labPlace);
  const found = new Map<string, Spot>();
  for (const node of graph.nodes) {
    const place = of(node);
    if (!place) continue;
    const exact = place.latitude !== undefined && place.longitude !== undefined;
    const at = exact ? project(place.longitude!, place.latitude!) : centreOf(place.country, place.state);
    if (!at) continue;
    const key = exact ? `${place.latitude!.toFixed(2)} ${place.longitude!.toFixed(2)}` : `${place.country}-${place.state}`;
    const spot = found.get(key) ?? { key, at: { x: at[0], y: at[1] }, nodes: [], places: [exact ? place : { country: place.country, state: place.state }], vague: !exact };
    spot.nodes.push(node);
    found.set(key, spot);
  }
  return [...found.values()];
}

/** merged makes one of spots that are nearer than `reach` to one another, where the larger one stands. */
export function merged(all: Spot[], reach: number): Spot[] {
  const out: Spot[] = [];
  for (const spot of [...all].sort((a, b) => b.nodes.length - a.nodes.length)) {
    const near = out.find((other) => Math.hypot(other.at.x - spot.at.x, other.at.y - spot.at.y) < reach);
    if (!near) {
      out.push({ ...spot });
      continue;
    }
    near.nodes = [...near.nodes, ...spot.nodes];
    near.places = [...near.places, ...spot.places];
    near.vague &&= spot.vague;
  }
  return out;
}

/** lines join the places of what findings join; those within one place are not drawn. */
export function lines(graph: Graph, all: Spot[]): Line[] {
  const at = new Map(all.flatMap((spot) => spot.nodes.map((node) => [node.id, spot] as const)));
  const found = new Map<string, Line>();
  for (const edge of graph.edges) {
    const [from, to] = [at.get(edge.from), at.get(edge.to)];
    if (!joins(edge) || !from || !to || from === to) continue;
    const [a, b] = from.key < to.key ? [from, to] : [to, from];
    const key = `${a.key}|${b.key}|${edge.kind}`;
    const line = found.get(key) ?? { from: a, to: b, kind: edge.kind as Line['kind'], count: 0 };
    line.count++;
    found.set(key, line);
  }
  return [...found.values()];
}
