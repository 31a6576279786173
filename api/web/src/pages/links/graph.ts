// What leads and hits join, as the page needs it: narrowed, by groups, with
// neighbours and moments. No drawing.
import type { Schemas } from '../../api/client';

export type Node = Schemas['Node'];
export type Edge = Schemas['Edge'];
export type Graph = Schemas['Graph'];
export type NodeKind = 'case' | 'exhibit' | 'firearm';

/** joins tells whether an edge is a finding, and not what the records say by themselves. */
export const joins = (edge: Edge) => edge.kind === 'hit' || edge.kind === 'lead';

/** dayOf is the day of a moment, as a number of days since 1970, the first one where only a month or a year is known; undefined when nothing is. */
export function dayOf(at: string | undefined): number | undefined {
  const [, year, month = '01', day = '01'] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/.exec(at ?? '') ?? [];
  const time = year === undefined ? NaN : Date.parse(`${year}-${month}-${day}`);
  return Number.isNaN(time) ? undefined : time / 86_400_000;
}

/** textOf is the day that dayOf counts, as records write it. */
export const textOf = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);

/** What time means: when things were joined, or when what they are about happened. */
export type Clock = 'joined' | 'occurred';

/** moments are those of a graph by a clock. */
export const moments = (graph: Graph, clock: Clock) =>
  clock === 'joined' ? graph.edges.filter(joins).map((edge) => edge.at) : graph.nodes.map((node) => node.date);

/** span are the first and the last day of a clock. */
export function span(graph: Graph, clock: Clock): [number, number] | undefined {
  const days = moments(graph, clock).map(dayOf).filter((day) => day !== undefined);
  return days.length === 0 ? undefined : [Math.min(...days), Math.max(...days)];
}

export interface Wish {
  leads: boolean;
  clock: Clock;
  /** Days, the last one included; undefined for all. */
  from?: number;
  to?: number;
  /** The record that the graph is about: it stays, joined or not. */
  about?: string;
}

/**
 * narrowed leaves what is of the time, and of the records those in a group that a
 * finding holds together. What has no known day stays.
 */
export function narrowed(graph: Graph, wish: Wish): Graph {
  const inTime = (clock: Clock, at: string | undefined) => {
    const day = dayOf(at);
    return wish.clock !== clock || day === undefined || ((wish.from === undefined || day >= wish.from) && (wish.to === undefined || day <= wish.to));
  };
  const nodes = graph.nodes.filter((node) => node.id === wish.about || inTime('occurred', node.date));
  const there = new Set(nodes.map((node) => node.id));
  const edges = graph.edges.filter(
    (edge) => there.has(edge.from) && there.has(edge.to) && (!joins(edge) || ((wish.leads || edge.kind !== 'lead') && inTime('joined', edge.at))),
  );
  const kept = new Set<string>();
  for (const group of groups({ ...graph, nodes, edges }))
    if (group.findings > 0 || group.nodes.some((node) => node.id === wish.about)) for (const node of group.nodes) kept.add(node.id);
  return {
    ...graph,
    nodes: nodes.filter((node) => kept.has(node.id)),
    edges: edges.filter((edge) => kept.has(edge.from) && kept.has(edge.to)),
  };
}

export interface Group {
  nodes: Node[];
  /** Hits and leads in it. */
  findings: number;
}

/** groups are the parts that hang together, the largest first. */
export function groups(graph: Graph): Group[] {
  const root = new Map(graph.nodes.map((node) => [node.id, node.id]));
  const find = (id: string): string => {
    let at = id;
    while (root.get(at) !== at) at = root.get(at)!;
    root.set(id, at);
    return at;
  };
  for (const edge of graph.edges) if (root.has(edge.from) && root.has(edge.to)) root.set(find(edge.from), find(edge.to));
  const found = new Map<string, Group>();
  for (const node of graph.nodes) {
    const at = find(node.id);
    const group = found.get(at) ?? { nodes: [], findings: 0 };
    group.nodes.push(node);
    found.set(at, group);
  }
  for (const edge of graph.edges) if (joins(edge) && root.has(edge.from)) found.get(find(edge.from))!.findings++;
  const order: Record<string, number> = { case: 0, firearm: 1, exhibit: 2 };
  for (const group of found.values())
    group.nodes.sort((a, b) => (order[a.kind] ?? 3) - (order[b.kind] ?? 3) || (a.label ?? '').localeCompare(b.label ?? '', undefined, { numeric: true }));
  return [...found.values()].sort((a, b) => b.nodes.length - a.nodes.length || (a.nodes[0]?.id ?? '').localeCompare(b.nodes[0]?.id ?? ''));
}

export interface Neighbour {
  edge: Edge;
  node: Node;
}

/** neighbours are the nodes that an edge joins with one, findings first. */
export function neighbours(graph: Graph, id: string): Neighbour[] {
  const byID = new Map(graph.nodes.map((node) => [node.id, node]));
  return graph.edges
    .flatMap((edge) => {
      const other = edge.from === id ? edge.to : edge.to === id ? edge.from : undefined;
      const node = other === undefined ? undefined : byID.get(other);
      return node ? [{ edge, node }] : [];
    })
    .sort((a, b) => Number(joins(b.edge)) - Number(joins(a.edge)));
}

/** addressOf is the page of a node's record, undefined where the reader may not see it. */
export function addressOf(node: Node): string | undefined {
  const folder = { case: 'cases', exhibit: 'exhibits', firearm: 'firearms' }[node.kind as NodeKind] as string | undefined;
  return folder && node.label ? `/${folder}/${node.id}` : undefined;
}
