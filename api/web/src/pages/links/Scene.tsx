import { memo, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { joins, type Graph } from './graph';
import classes from './GraphView.module.css';
import type { Point } from './layout';
import { useNodeNames } from './names';
import { NodeMark } from './NodeMark';

interface Props {
  graph: Graph;
  places: Map<string, Point>;
  chosen: string | undefined;
  /** The chosen node with what is joined to it; the rest stands back. */
  near: Set<string> | undefined;
  /** The node that the tab key leads to. */
  first: string | undefined;
  labelled: boolean;
  onChoose: (id: string) => void;
  onOpen: (id: string) => void;
  onKey: (id: string, event: KeyboardEvent) => void;
}

/** Scene is what the graph's window looks upon: lines first, nodes above them. */
export const Scene = memo(function Scene({ graph, places, chosen, near, first, labelled, onChoose, onOpen, onKey }: Props) {
  const { t } = useTranslation('links');
  const names = useNodeNames();
  return (
    <>
      {graph.edges.map((edge) => {
        const [a, b] = [places.get(edge.from), places.get(edge.to)];
        if (!a || !b) return null;
        const faint = near !== undefined && edge.from !== chosen && edge.to !== chosen;
        return (
          <line
            key={`${edge.from} ${edge.to} ${edge.kind} ${edge.id ?? ''}`} className={faint ? `${classes.edge} ${classes.faint}` : classes.edge}
            data-kind={edge.kind} x1={a.x} y1={a.y} x2={b.x} y2={b.y}
          >
            <title>{joins(edge) ? `${t(`edge.${edge.kind}`)} ${edge.number ?? ''}` : t(`edge.${edge.kind}`)}</title>
          </line>
        );
      })}
      {graph.nodes.map((node) => {
        const at = places.get(node.id);
        return at && (
          <NodeMark
            key={node.id} node={node} x={at.x} y={at.y} letter={names.letter(node)} label={names.label(node)} name={names.full(node)}
            chosen={node.id === chosen} faint={near !== undefined && !near.has(node.id)} tabbable={node.id === first}
            labelled={labelled || node.id === chosen} onChoose={onChoose} onOpen={onOpen} onKey={onKey}
          />
        );
      })}
    </>
  );
});
