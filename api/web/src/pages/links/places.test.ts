import { describe, expect, it } from 'vitest';
import { centreOf, project } from '../../parts/atlas/atlas';
import type { Graph } from './graph';
import { lines, merged, spots } from './places';

const iztapalapa = { country: 'MX', state: '09', municipality: 'Iztapalapa', latitude: 19.357, longitude: -99.093 } as const;
const graph: Graph = {
  nodes: [
    { id: 'c', kind: 'case', lab: 'cdmx', label: 'C', place: iztapalapa }, { id: 'e', kind: 'exhibit', lab: 'cdmx', label: 'E', place: {} },
    { id: 'x', kind: 'exhibit', lab: 'son' }, { id: 'y', kind: 'exhibit', lab: 'cdmx', label: 'Y', place: { country: 'MX', state: '26' } },
    { id: 'z', kind: 'firearm', lab: 'cdmx', label: 'Z' },
  ],
  edges: [
    { from: 'e', to: 'c', kind: 'part_of' }, { from: 'e', to: 'x', kind: 'hit', id: 'h' }, { from: 'e', to: 'y', kind: 'lead', id: 'l' },
    { from: 'y', to: 'e', kind: 'lead', id: 'm' }, { from: 'x', to: 'y', kind: 'lead', id: 'n' },
  ],
};
const labs = (lab: string) => (lab === 'son' ? ({ country: 'MX', state: '26', latitude: 29, longitude: -111 } as const) : undefined);

describe('places', () => {
  const all = spots(graph, labs);
  it('are those of the case where an exhibit has none, and no nearer than the state for what is withheld', () => {
    expect(all.map((spot) => [spot.nodes.map((node) => node.id), spot.vague])).toEqual([[['c', 'e'], false], [['x', 'y'], true]]);
    const [x, y] = project(iztapalapa.longitude, iztapalapa.latitude);
    expect(all[0]!.at).toEqual({ x, y });
    expect(all[1]!.at).toEqual({ x: centreOf('MX', '26')![0], y: centreOf('MX', '26')![1] });
  });
  it('are joined once for each kind of finding, with how many', () => {
    expect(lines(graph, all).map((line) => [line.kind, line.count]).sort()).toEqual([['hit', 1], ['lead', 2]]);
  });
  it('are one where they would lie on each other, and none is lost', () => {
    expect(merged(all, 1)).toEqual(all);
    const one = merged(all, 1e6);
    expect(one.map((spot) => [spot.nodes.map((node) => node.id), spot.places.length, spot.vague])).toEqual([[['c', 'e', 'x', 'y'], 2, false]]);
    expect(lines(graph, one)).toEqual([]);
    expect(all[0]!.nodes).toHaveLength(2);
  });
  it('are none where nothing is known', () => {
    expect(spots({ nodes: [graph.nodes[4]!], edges: [] }, () => undefined)).toEqual([]);
  });
});
