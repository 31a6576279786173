// Where the nodes of a graph stand. The same graph always comes out the same: a
// picture in a report can be made again.
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationNodeDatum } from 'd3-force';
import { groups, joins, type Edge, type Graph } from './graph';

export interface Point {
  x: number;
  y: number;
}

interface Body extends SimulationNodeDatum {
  id: string;
}

/** How far the ends of an edge stand from one another: what belongs together stands close. */
const distance = (edge: Edge) => (joins(edge) ? 150 : 84);

/** layout places each group by its forces, and the groups beside one another. */
export function layout(graph: Graph): Map<string, Point> {
  return packed(groups(graph).map((group) => settled(group.nodes.map((node) => node.id), graph.edges)));
}

/** settled are the places of a group's nodes among themselves. */
function settled(ids: string[], edges: Edge[]): Map<string, Point> {
  const bodies: Body[] = ids.map((id) => ({ id }));
  const known = new Set(ids);
  const links = edges
    .filter((edge) => known.has(edge.from) && known.has(edge.to))
    .map((edge) => ({ source: edge.from, target: edge.to, length: distance(edge) }));
  forceSimulation(bodies)
    .force('link', forceLink<Body, (typeof links)[number]>(links).id((body) => body.id).distance((link) => link.length).strength(0.7))
    .force('charge', forceManyBody().strength(-320).distanceMax(500))
    .force('collide', forceCollide(46))
    .force('x', forceX(0).strength(0.04))
    .force('y', forceY(0).strength(0.07))
    .stop()
    .tick(bodies.length > 600 ? 120 : 300);
  return new Map(bodies.map((body) => [body.id, { x: body.x ?? 0, y: body.y ?? 0 }]));
}

/** Room around a group, in which labels stand. */
const room = 44;

/** How much wider than high a window is. */
const shape = 1.6;

interface Box {
  points: Map<string, Point>;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** packed puts groups on shelves, so that the whole is as large as can be in a window. */
function packed(all: Map<string, Point>[]): Map<string, Point> {
  const boxes: Box[] = all.map((points) => {
    const [xs, ys] = [[...points.values()].map((p) => p.x), [...points.values()].map((p) => p.y)];
    const [x, y] = [Math.min(...xs) - room, Math.min(...ys) - room];
    return { points, x, y, width: Math.max(...xs) + room - x, height: Math.max(...ys) + room - y };
  });
  const side = Math.sqrt(boxes.reduce((sum, box) => sum + box.width * box.height, 0));
  const widest = Math.max(0, ...boxes.map((box) => box.width));
  const tried = [1, 1.2, 1.4, 1.6, 1.8, 2, 2.3, 2.6].map((part) => shelved(boxes, Math.max(widest, part * side)));
  const size = ({ width, height }: { width: number; height: number }) => Math.min(shape / width, 1 / height);
  return tried.reduce((best, one) => (size(one) > size(best) ? one : best)).places;
}

function shelved(boxes: Box[], most: number): { places: Map<string, Point>; width: number; height: number } {
  const places = new Map<string, Point>();
  let [left, top, tall, width] = [0, 0, 0, 0];
  for (const box of boxes) {
    if (left > 0 && left + box.width > most) [left, top, tall] = [0, top + tall, 0];
    for (const [id, p] of box.points) places.set(id, { x: left + p.x - box.x, y: top + p.y - box.y });
    left += box.width;
    tall = Math.max(tall, box.height);
    width = Math.max(width, left);
  }
  return { places, width, height: top + tall };
}

export interface View {
  /** Scale. */
  k: number;
  x: number;
  y: number;
}

/** fitted is the view in which all points are seen in a window of a size. */
export function fitted(points: Point[], width: number, height: number, largest = 1.15): View {
  if (points.length === 0) return { k: 1, x: width / 2, y: height / 2 };
  const margin = 60; // labels and the marks themselves
  const [x0, x1] = [Math.min(...points.map((p) => p.x)), Math.max(...points.map((p) => p.x))];
  const [y0, y1] = [Math.min(...points.map((p) => p.y)), Math.max(...points.map((p) => p.y))];
  const k = Math.min(largest, Math.max(1, width - 2 * margin) / Math.max(1, x1 - x0), Math.max(1, height - 2 * margin) / Math.max(1, y1 - y0));
  return { k, x: width / 2 - (k * (x0 + x1)) / 2, y: height / 2 - (k * (y0 + y1)) / 2 };
}

/** zoomed is a view at another scale, with the point of the window that is given staying where it is. */
export function zoomed(view: View, factor: number, at: Point, least = 0.05, most = 6): View {
  const k = Math.min(most, Math.max(least, view.k * factor));
  const by = k / view.k;
  return { k, x: at.x - (at.x - view.x) * by, y: at.y - (at.y - view.y) * by };
}

/** nextTo is the nearest point in a direction, for the arrow keys; undefined at the rim. */
export function nextTo(from: string, key: string, points: Map<string, Point>): string | undefined {
  const start = points.get(from);
  const towards = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key] as [number, number] | undefined;
  if (!start || !towards) return undefined;
  let best: string | undefined;
  let least = Infinity;
  for (const [id, point] of points) {
    const [dx, dy] = [point.x - start.x, point.y - start.y];
    const along = dx * towards[0] + dy * towards[1];
    const aside = Math.abs(dx * towards[1]) + Math.abs(dy * towards[0]);
    if (id === from || along <= 0 || aside > 2 * along) continue;
    const far = along + 2 * aside;
    if (far < least) [best, least] = [id, far];
  }
  return best;
}
