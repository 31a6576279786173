import { Box, Text } from '@mantine/core';
import { useMemo, type KeyboardEvent, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { borders, land } from '../../parts/atlas/atlas';
import { useLaboratories } from '../../parts/laboratories';
import { api, type Schemas } from '../../api/client';
import type { Graph } from './graph';
import classes from './GraphView.module.css';
import { useNodeNames } from './names';
import type { Point } from './layout';
import { lines, merged, spots, type Spot } from './places';
import { useWindow } from './useWindow';
import { WindowButtons } from './WindowButtons';

interface Props {
  graph: Graph;
  chosen: string | undefined;
  onChoose: (id: string | undefined) => void;
  drawing: RefObject<SVGSVGElement | null>;
}

const limits = { fit: 9, least: 0.6, most: 60 };

/** MapView draws what is joined where it lies; choosing a place again goes through the records there. */
export default function MapView({ graph, chosen, onChoose, drawing }: Props) {
  const { t } = useTranslation('links');
  const labs = useLaboratories();
  const names = useNodeNames();
  const placeName = usePlaceNames();
  const apart = useMemo(() => spots(graph, (lab) => labs.of(lab)?.place), [graph, labs]);
  const points = useMemo(() => apart.map((spot) => spot.at), [apart]);
  const { boxRef, view, zoom, reset, drag, show } = useWindow(points, limits, () => onChoose(undefined));
  const all = useMemo(() => merged(apart, 34 / view.k), [apart, view.k]);
  const joined = useMemo(() => lines(graph, all), [graph, all]);
  const on = (spot: Spot) => ({ x: view.k * spot.at.x + view.x, y: view.k * spot.at.y + view.y });
  const choose = (spot: Spot) => {
    onChoose(spot.nodes[(spot.nodes.findIndex((node) => node.id === chosen) + 1) % spot.nodes.length]!.id);
    if (spot.places.length > 1) show(spot.at, 3);
  };
  const key = (spot: Spot, event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === ' ') choose(spot);
    else if (event.key === '+') zoom(1.25);
    else if (event.key === '-') zoom(0.8);
    else if (event.key === '0') reset();
    else return;
    event.preventDefault();
  };
  const without = graph.nodes.length - all.reduce((sum, spot) => sum + spot.nodes.length, 0);
  return (
    <Box ref={boxRef} pos="relative" h="100%" style={{ overflow: 'hidden' }}>
      {all.length === 0 ? <Text p="md" role="status">{t('noPlaces')}</Text> : (
        <svg ref={drawing} className={`${classes.drawing} ${classes.sea}`} role="group" aria-label={t('mapOf', { count: all.length })} {...drag}>
          <g transform={`translate(${view.x} ${view.y}) scale(${view.k})`}>
            <path className={classes.land} d={land} vectorEffect="non-scaling-stroke" />
            <path className={classes.borders} d={borders} vectorEffect="non-scaling-stroke" />
          </g>
          {joined.map((line) => {
            const [a, b] = beside(on(line.from), on(line.to), line.kind === 'hit' ? -2 : 2);
            return (
              <line key={`${line.from.key}|${line.to.key}|${line.kind}`} className={classes.edge} data-kind={line.kind} x1={a.x} y1={a.y} x2={b.x} y2={b.y}>
                <title>{`${t(`edge.${line.kind}`)}: ${line.count}`}</title>
              </line>
            );
          })}
          {all.map((spot) => {
            const { x, y } = on(spot);
            const here = spot.nodes.some((node) => node.id === chosen);
            return (
              <g key={spot.key} transform={`translate(${x} ${y})`}>
                <g
                  className={classes.node} role="button" tabIndex={0} aria-pressed={here} data-vague={spot.vague || undefined} data-chosen={here || undefined}
                  aria-label={t('spot', { place: placeName(spot), count: spot.nodes.length })} onClick={() => choose(spot)} onKeyDown={(event) => key(spot, event)}
                >
                  <title>{spot.nodes.slice(0, 12).map(names.full).join('\n')}</title>
                  <circle className={classes.ring} r={21} />
                  <circle className={classes.spot} r={14} />
                  <text className={classes.count} y={4}>{spot.nodes.length}</text>
                </g>
                <text className={classes.label} y={30}>{placeName(spot)}</text>
              </g>
            );
          })}
        </svg>
      )}
      <WindowButtons zoom={zoom} reset={reset} />
      {all.length > 0 && (
        <Text size="xs" pos="absolute" left={8} bottom={6} px={6} bg="body">
          {[all.some((spot) => spot.vague) ? t('vague') : '', without > 0 ? t('without', { count: without }) : ''].filter(Boolean).join(' ')}
        </Text>
      )}
    </Box>
  );
}

/** beside moves a line aside, so that hits and leads between the same places are both seen. */
function beside(a: Point, b: Point, by: number): [Point, Point] {
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  // The same side whichever end comes first.
  const turn = (a.x - b.x || a.y - b.y) < 0 ? by : -by;
  const [dx, dy] = [(-(b.y - a.y) / length) * turn, ((b.x - a.x) / length) * turn];
  return [{ x: a.x + dx, y: a.y + dy }, { x: b.x + dx, y: b.y + dy }];
}

/** usePlaceNames calls a place by its municipality, or by its state. */
function usePlaceNames() {
  const { t } = useTranslation('links');
  const { data } = api.useQuery('get', '/api/v1/places', {}, { staleTime: Infinity });
  const name = (place: Schemas['Place']) =>
    place.municipality || data?.items.find((one) => one.code === place.country)?.states.find((one) => one.code === place.state)?.name || '';
  return ({ places }: Spot) => (places.length > 1 ? t('andMore', { place: name(places[0]!), count: places.length - 1 }) : name(places[0]!));
}
