// What leads and hits join, as the page needs it: narrowed, by groups, with
// neighbours and moments. No drawing.
import type { Schemas } from '../../api/client';

export type Node = Schemas['Node'];
export type Edge = Schemas['Edge'] & { at?: string };
export interface Graph {
  nodes: Node[];
  edges: Edge[];
  /** There is more than the service follows. */
  truncated?: boolean;
}
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

/** span are the first and the last day on which something was joined. */
export function span(graph: Graph): [number, number] | undefined {
  const days = graph.edges.filter(joins).map((edge) => dayOf(edge.at)).filter((day) => day !== undefined);
  return days.length === 0 ? undefined : [Math.min(...days), Math.max(...days)];
}

export interface Wish {
  leads: boolean;
  /** Days, the last one included; undefined for all. */
  from?: number;
  to?: number;
  /** The record that the graph is about: it stays, joined or not. */
  about?: string;
}

/**
 * narrowed leaves the findings of the time, and of the records those in a group
 * that a finding holds together. A finding whose day is not known stays.
 */
export function narrowed(graph: Graph, wish: Wish): Graph {
  const stays = (edge: Edge) => {
    if (!joins(edge)) return true;
    if (edge.kind === 'lead' && !wish.leads) return false;
    const day = dayOf(edge.at);
    return day === undefined || ((wish.from === undefined || day >= wish.from) && (wish.to === undefined || day <= wish.to));
  };
  const edges = graph.edges.filter(stays);
  const kept = new Set<string>();
  for (const group of groups({ ...graph, edges }))
    if (group.nodes.some((node) => node.id === wish.about) || group.findings > 0) for (const node of group.nodes) kept.add(node.id);
  return {
    ...graph,
    nodes: graph.nodes.filter((node) => kept.has(node.id)),
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
