import type { KeyboardEvent } from 'react';
import classes from './GraphView.module.css';
import type { Node } from './graph';

interface Props {
  node: Node;
  x: number;
  y: number;
  /** One letter for its kind, beside its shape. */
  letter: string;
  label: string;
  /** What a screen reader says. */
  name: string;
  chosen: boolean;
  faint: boolean;
  tabbable: boolean;
  labelled: boolean;
  onChoose: (id: string) => void;
  onOpen: (id: string) => void;
  onKey: (id: string, event: KeyboardEvent) => void;
}

/** NodeMark draws a case as a square, an exhibit as a disc, a firearm as a hexagon, each with a letter. */
export function NodeMark({ node, x, y, letter, label, name, chosen, faint, tabbable, labelled, onChoose, onOpen, onKey }: Props) {
  return (
    <>
      <g
        id={`node-${node.id}`} className={faint ? `${classes.node} ${classes.faint}` : classes.node} transform={`translate(${x} ${y})`}
        role="button" tabIndex={tabbable ? 0 : -1} aria-label={name} aria-pressed={chosen}
        data-kind={node.kind} data-hidden={node.label ? undefined : true} data-chosen={chosen || undefined}
        onClick={() => onChoose(node.id)} onDoubleClick={() => onOpen(node.id)} onKeyDown={(event) => onKey(node.id, event)}
      >
        <circle className={classes.ring} r={24} />
        {node.kind === 'case' && <rect className={classes.shape} x={-15} y={-15} width={30} height={30} rx={4} />}
        {node.kind === 'exhibit' && <circle className={classes.shape} r={15} />}
        {node.kind === 'firearm' && <path className={classes.shape} d="M-18 0 L-9 -16 L9 -16 L18 0 L9 16 L-9 16 Z" />}
        {labelled && <text className={classes.label} y={32}>{label}</text>}
      </g>
      {/* Beside the button and not in it: what is written in a button must be in its name. */}
      <text className={classes.letter} transform={`translate(${x} ${y})`} y={5} pointerEvents="none" opacity={faint ? 0.35 : undefined} aria-hidden>{letter}</text>
    </>
  );
}
