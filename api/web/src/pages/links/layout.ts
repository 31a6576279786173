// Where the nodes of a graph stand. The same graph always comes out the same: a
// picture in a report can be made again.
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationNodeDatum } from 'd3-force';
import { joins, type Edge, type Graph } from './graph';

export interface Point {
  x: number;
  y: number;
}

interface Body extends SimulationNodeDatum {
  id: string;
}

/** How far the ends of an edge stand from one another: what belongs together stands close. */
const distance = (edge: Edge) => (joins(edge) ? 150 : 84);

export function layout(graph: Graph): Map<string, Point> {
  const bodies: Body[] = graph.nodes.map((node) => ({ id: node.id }));
  const known = new Set(bodies.map((body) => body.id));
  const links = graph.edges
    .filter((edge) => known.has(edge.from) && known.has(edge.to))
    .map((edge) => ({ source: edge.from, target: edge.to, length: distance(edge) }));
  const simulation = forceSimulation(bodies)
    .force('link', forceLink<Body, (typeof links)[number]>(links).id((body) => body.id).distance((link) => link.length).strength(0.7))
    .force('charge', forceManyBody().strength(-320).distanceMax(500))
    .force('collide', forceCollide(46))
    .force('x', forceX(0).strength(0.05))
    .force('y', forceY(0).strength(0.08))
    .stop();
  simulation.tick(bodies.length > 600 ? 120 : 300);
  return new Map(bodies.map((body) => [body.id, { x: body.x ?? 0, y: body.y ?? 0 }]));
}

export interface View {
  /** Scale. */
  k: number;
  x: number;
  y: number;
}

/** fitted is the view in which all points are seen in a window of a size. */
export function fitted(points: Point[], width: number, height: number): View {
  if (points.length === 0) return { k: 1, x: width / 2, y: height / 2 };
  const margin = 60;
  const [x0, x1] = [Math.min(...points.map((p) => p.x)), Math.max(...points.map((p) => p.x))];
  const [y0, y1] = [Math.min(...points.map((p) => p.y)), Math.max(...points.map((p) => p.y))];
  const k = Math.min(1.15, Math.max(1, width - 2 * margin) / Math.max(1, x1 - x0), Math.max(1, height - 2 * margin) / Math.max(1, y1 - y0));
  return { k, x: width / 2 - (k * (x0 + x1)) / 2, y: height / 2 - (k * (y0 + y1)) / 2 };
}

/** zoomed is a view at another scale, with the point of the window that is given staying where it is. */
export function zoomed(view: View, factor: number, at: Point): View {
  const k = Math.min(6, Math.max(0.05, view.k * factor));
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
