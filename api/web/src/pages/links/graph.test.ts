import { describe, expect, it } from 'vitest';
import { addressOf, dayOf, groups, narrowed, neighbours, span, textOf, type Graph } from './graph';

// Two cases that a hit joins by an exhibit of each, and two more that a later lead joins.
const graph: Graph = {
  nodes: [
    { id: 'c1', kind: 'case', lab: 'l', label: 'C1' }, { id: 'e1', kind: 'exhibit', lab: 'l', label: 'E1' },
    { id: 'e2', kind: 'exhibit', lab: 'm' }, { id: 'c2', kind: 'case', lab: 'm' },
    { id: 'e3', kind: 'exhibit', lab: 'l', label: 'E3' }, { id: 'e4', kind: 'exhibit', lab: 'l', label: 'E4' },
  ],
  edges: [
    { from: 'e1', to: 'c1', kind: 'part_of' }, { from: 'e2', to: 'c2', kind: 'part_of' },
    { from: 'e1', to: 'e2', kind: 'hit', id: 'h', number: 'H-1', at: '2026-03-10T12:00:00Z' },
    { from: 'e3', to: 'e4', kind: 'lead', id: 'p', number: 'L-1', at: '2026-05-01T08:00:00Z' },
  ],
};
const ids = (g: Graph) => g.nodes.map((node) => node.id);

describe('graph', () => {
  it('tells its groups with their findings, the largest first, cases before exhibits', () => {
    expect(groups(graph).map((group) => [group.nodes.map((node) => node.id), group.findings])).toEqual([
      [['c2', 'c1', 'e2', 'e1'], 1],
      [['e3', 'e4'], 1],
    ]);
  });

  it('has what was joined until a day', () => {
    const day = dayOf('2026-04-01')!;
    expect(ids(narrowed(graph, { leads: true, clock: 'joined', to: day }))).toEqual(['c1', 'e1', 'e2', 'c2']);
    expect(ids(narrowed(graph, { leads: true, clock: 'joined', from: day }))).toEqual(['e3', 'e4']);
    expect(ids(narrowed(graph, { leads: false, clock: 'joined' }))).toEqual(['c1', 'e1', 'e2', 'c2']);
    expect(ids(narrowed(graph, { leads: true, clock: 'joined', to: dayOf('2026-01-01')! }))).toEqual([]);
  });

  it('includes the last day itself', () => {
    expect(narrowed(graph, { leads: true, clock: 'joined', to: dayOf('2026-03-10')! }).edges.map((edge) => edge.id)).toContain('h');
  });

  it('has what happened until a day, and whatever has no day', () => {
    const dated: Graph = { ...graph, nodes: graph.nodes.map((node) => (node.id === 'e1' ? { ...node, date: '2026-02' } : node.id === 'e4' ? { ...node, date: '2024-06-01' } : node)) };
    expect(span(dated, 'occurred')!.map(textOf)).toEqual(['2024-06-01', '2026-02-01']);
    expect(ids(narrowed(dated, { leads: true, clock: 'occurred', to: dayOf('2025-01-01')! }))).toEqual(['e3', 'e4']);
    expect(ids(narrowed(dated, { leads: true, clock: 'occurred', from: dayOf('2025-01-01')! }))).toEqual(['c1', 'e1', 'e2', 'c2']);
  });

  it('keeps the record that it is about with what belongs to it', () => {
    expect(ids(narrowed(graph, { leads: true, clock: 'joined', to: 0, about: 'e1' }))).toEqual(['c1', 'e1']);
  });

  it('spans the days of its findings', () => {
    expect(span(graph, 'joined')!.map(textOf)).toEqual(['2026-03-10', '2026-05-01']);
    expect(span({ ...graph, edges: [] }, 'joined')).toBeUndefined();
    expect(dayOf('unknown')).toBeUndefined();
    expect(textOf(dayOf('2026-03')!)).toBe('2026-03-01');
  });

  it('tells neighbours, findings first, and where a record is that may be seen', () => {
    expect(neighbours(graph, 'e1').map(({ node }) => node.id)).toEqual(['e2', 'c1']);
    expect(addressOf(graph.nodes[0]!)).toBe('/cases/c1');
    expect(addressOf(graph.nodes[2]!)).toBeUndefined();
  });
});
