import { ActionIcon, Box, Group } from '@mantine/core';
import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { IconFocusCentered, IconMinus, IconPlus } from '../../parts/icons';
import type { Graph } from './graph';
import classes from './GraphView.module.css';
import { fitted, nextTo, zoomed, type Point, type View } from './layout';
import { Scene } from './Scene';

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
  const { ref: sized, width, height } = useElementSize();
  const box = useRef<HTMLDivElement>(null);
  const boxRef = useMergedRef(sized, box);
  const [own, setOwn] = useState<View>();
  const shown = useMemo(() => new Map(graph.nodes.flatMap((node) => { const at = places.get(node.id); return at ? [[node.id, at] as const] : []; })), [graph, places]);
  const whole = useMemo(() => fitted([...places.values()], width, height), [places, width, height]);
  const view = own ?? whole;
  const latest = useRef(view);
  latest.current = view;

  const near = useMemo(() => {
    if (!chosen) return undefined;
    const all = new Set([chosen]);
    for (const edge of graph.edges) if (edge.from === chosen || edge.to === chosen) all.add(edge.from).add(edge.to);
    return all;
  }, [graph, chosen]);

  useEffect(() => {
    const at = box.current;
    if (!at) return;
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      const frame = at.getBoundingClientRect();
      setOwn(zoomed(latest.current, Math.exp(-event.deltaY / 400), { x: event.clientX - frame.left, y: event.clientY - frame.top }));
    };
    at.addEventListener('wheel', wheel, { passive: false });
    return () => at.removeEventListener('wheel', wheel);
  }, []);

  const moved = useRef<{ x: number; y: number; view: View } | undefined>(undefined);
  const grasp = (event: PointerEvent<SVGSVGElement>) => {
    if (event.button !== 0 || (event.target as Element).closest('[role="button"]')) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    moved.current = { x: event.clientX, y: event.clientY, view };
  };
  const move = (event: PointerEvent) => {
    const start = moved.current;
    if (start) setOwn({ ...start.view, x: start.view.x + event.clientX - start.x, y: start.view.y + event.clientY - start.y });
  };
  const release = (event: PointerEvent) => {
    const start = moved.current;
    moved.current = undefined;
    if (start && Math.hypot(event.clientX - start.x, event.clientY - start.y) < 4) onChoose(undefined);
  };

  const zoom = (factor: number) => setOwn(zoomed(view, factor, { x: width / 2, y: height / 2 }));
  const key = (id: string, event: KeyboardEvent) => {
    if (event.key === 'Enter') onOpen(id);
    else if (event.key === ' ') onChoose(id);
    else if (event.key === '+') zoom(1.25);
    else if (event.key === '-') zoom(0.8);
    else if (event.key === '0') setOwn(undefined);
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
  keys.current = key;
  const onKey = useCallback((id: string, event: KeyboardEvent) => keys.current(id, event), []);

  const first = chosen && shown.has(chosen) ? chosen : graph.nodes[0]?.id;
  const labelled = view.k > 0.45;
  return (
    <Box ref={boxRef} pos="relative" h="100%" style={{ overflow: 'hidden' }}>
      <svg
        ref={drawing} className={classes.drawing} role="group" aria-label={t('drawing', { count: graph.nodes.length })}
        data-moving={moved.current ? true : undefined} onPointerDown={grasp} onPointerMove={move} onPointerUp={release} onPointerCancel={release}
      >
        <g transform={`translate(${view.x} ${view.y}) scale(${view.k})`}>
          <Scene graph={graph} places={shown} near={near} chosen={chosen} first={first} labelled={labelled} onChoose={onChoose} onOpen={onOpen} onKey={onKey} />
        </g>
      </svg>
      <Group pos="absolute" right={8} top={8} gap={4}>
        <ActionIcon variant="default" size="lg" aria-label={t('zoomIn')} onClick={() => zoom(1.25)}><IconPlus size={16} /></ActionIcon>
        <ActionIcon variant="default" size="lg" aria-label={t('zoomOut')} onClick={() => zoom(0.8)}><IconMinus size={16} /></ActionIcon>
        <ActionIcon variant="default" size="lg" aria-label={t('whole')} onClick={() => setOwn(undefined)}><IconFocusCentered size={16} /></ActionIcon>
      </Group>
    </Box>
  );
}
