import { Box } from '@mantine/core';
import { useCallback, useEffect, useMemo, useRef, type KeyboardEvent, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Graph } from './graph';
import classes from './GraphView.module.css';
import { nextTo, type Point } from './layout';
import { Scene } from './Scene';
import { useWindow } from './useWindow';
import { WindowButtons } from './WindowButtons';

const limits = { fit: 1.15, least: 0.05, most: 6 };

interface Props {
  graph: Graph;
  /** Where all nodes stand, also those that are not shown now. */
  places: Map<string, Point>;
  chosen: string | undefined;
  onChoose: (id: string | undefined) => void;
  onOpen: (id: string) => void;
  drawing: RefObject<SVGSVGElement | null>;
}

/** GraphView draws what is joined; it is moved and zoomed by mouse, wheel and keys. */
export function GraphView({ graph, places, chosen, onChoose, onOpen, drawing }: Props) {
  const { t } = useTranslation('links');
  const shown = useMemo(() => new Map(graph.nodes.flatMap((node) => { const at = places.get(node.id); return at ? [[node.id, at] as const] : []; })), [graph, places]);
  const points = useMemo(() => [...places.values()], [places]);
  const { boxRef, view, zoom, reset, drag } = useWindow(points, limits, () => onChoose(undefined));

  const near = useMemo(() => {
    if (!chosen) return undefined;
    const all = new Set([chosen]);
    for (const edge of graph.edges) if (edge.from === chosen || edge.to === chosen) all.add(edge.from).add(edge.to);
    return all;
  }, [graph, chosen]);

  const key = (id: string, event: KeyboardEvent) => {
    if (event.key === 'Enter') onOpen(id);
    else if (event.key === ' ') onChoose(id);
    else if (event.key === '+') zoom(1.25);
    else if (event.key === '-') zoom(0.8);
    else if (event.key === '0') reset();
    else {
      const next = nextTo(id, event.key, shown);
      if (!next) return;
      onChoose(next);
      document.getElementById(`node-${next}`)?.focus();
    }
    event.preventDefault();
  };

  // What is drawn does not depend on where the window stands: moving it draws nothing anew.
  const keys = useRef(key);
  useEffect(() => {
    keys.current = key;
  });
  const onKey = useCallback((id: string, event: KeyboardEvent) => keys.current(id, event), []);

  const first = chosen && shown.has(chosen) ? chosen : graph.nodes[0]?.id;
  const labelled = view.k > 0.45;
  return (
    <Box ref={boxRef} pos="relative" h="100%" style={{ overflow: 'hidden' }}>
      <svg
        ref={drawing} className={classes.drawing} role="group" aria-label={t('drawing', { count: graph.nodes.length })}
        {...drag}
      >
        <g transform={`translate(${view.x} ${view.y}) scale(${view.k})`}>
          <Scene graph={graph} places={shown} near={near} chosen={chosen} first={first} labelled={labelled} onChoose={onChoose} onOpen={onOpen} onKey={onKey} />
        </g>
      </svg>
      <WindowButtons zoom={zoom} reset={reset} />
    </Box>
  );
}
