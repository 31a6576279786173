import { ActionIcon } from '@mantine/core';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { IconMaximize, IconZoomIn, IconZoomOut } from '../../../parts/icons';
import { useFormat } from '../../../text/format';
import { usePlaces } from '../useWords';
import { borders, height, land, width, type Point } from '../../../parts/atlas/atlas';
import { keyOf } from './PlaceList';
import classes from './PlacesView.module.css';
import { bounded, fit, merged, radius, readable, zoomed, type Spot, type View } from './spots';

interface Props {
  all: Spot[];
  /** The place that is meant in the list beside. */
  pointed: string | undefined;
  /** Narrows to a spot; false when it says nothing new. */
  choose: (spot: Spot) => boolean;
}

/**
 * FindMap is the map. The list beside says the same to whoever does not see it; the
 * keys +, -, 0 and the arrows move it.
 */
export function FindMap({ all, pointed, choose }: Props) {
  const { t } = useTranslation('find');
  const format = useFormat();
  const { place } = usePlaces();
  const box = useRef<SVGSVGElement>(null);
  // What was found has changed: it is shown whole again.
  const found = JSON.stringify(all.map((one) => one.at));
  const [{ of, view }, set] = useState(() => ({ of: found, view: fit(all) }));
  const now = of === found ? view : fit(all);
  const move = (next: View) => set({ of: found, view: next });
  const size = useSize(box);
  // The part of the map that is seen has the shape of the window.
  const unit = Math.max(width / now.zoom / size.width, height / now.zoom / size.height);
  const screen = useMemo(() => merged(all, 1 / unit), [all, unit]);
  const at = (point: Point): Point => [(point[0] - now.x) / unit + size.width / 2, (point[1] - now.y) / unit + size.height / 2];
  const mapAt = (x: number, y: number): Point => {
    const edge = box.current!.getBoundingClientRect();
    return [now.x + (x - edge.left - size.width / 2) * unit, now.y + (y - edge.top - size.height / 2) * unit];
  };
  const drag = useDrag((dx, dy) => move(bounded({ ...now, x: now.x - dx * unit, y: now.y - dy * unit })));
  useWheel(box, (by, x, y) => move(zoomed(now, by, mapAt(x, y))));

  const keys = (event: KeyboardEvent) => {
    const step = 60 * unit;
    const next: Record<string, () => View> = {
      '+': () => zoomed(now, 1.6), '-': () => zoomed(now, 1 / 1.6), 0: () => fit(all),
      ArrowLeft: () => bounded({ ...now, x: now.x - step }), ArrowRight: () => bounded({ ...now, x: now.x + step }),
      ArrowUp: () => bounded({ ...now, y: now.y - step }), ArrowDown: () => bounded({ ...now, y: now.y + step }),
    };
    const go = next[event.key];
    if (!go) return;
    event.preventDefault();
    move(go());
  };
  const named = screen.map((spot) => (spot.places.length === 1 ? spot.places[0]!.municipality || place(spot.places[0]) : ''));
  const shown = readable(screen.map((spot, i) => ({ at: at(spot.at), count: spot.count, name: named[i]! })));
  return (
    <div className={classes.map}>
      <svg ref={box} role="img" aria-label={t('map.label')} tabIndex={0} onKeyDown={keys} {...drag}>
        <g transform={`translate(${size.width / 2 - now.x / unit} ${size.height / 2 - now.y / unit}) scale(${1 / unit})`}>
          <path className={classes.land} d={land} strokeWidth={unit} />
          <path className={classes.borders} d={borders} strokeWidth={unit} />
        </g>
        {screen.map((spot, i) => {
          const [x, y] = at(spot.at);
          const meant = spot.places.some(({ state, municipality }) => pointed === keyOf(state) || pointed === keyOf(state, municipality));
          return (
            <g key={`${spot.at[0]} ${spot.at[1]}`} onClick={() => choose(spot) || move(zoomed(now, 2.5, spot.at))}>
              <title>{t('map.spot', { place: [...new Set(spot.places.slice(0, 3).map(place))].join('; '), count: spot.count })}</title>
              <circle className={`${classes.spot} ${spot.vague ? classes.vague : ''} ${meant ? classes.pointed : ''}`} cx={x} cy={y} r={radius(spot.count)} />
              <text className={classes.count} x={x} y={y}>{format.number(spot.count)}</text>
              {shown[i] && <text className={classes.name} x={x} y={y + radius(spot.count) + 12}>{named[i]}</text>}
            </g>
          );
        })}
      </svg>
      <div className={classes.buttons}>
        <ActionIcon variant="default" aria-label={t('map.in')} onClick={() => move(zoomed(now, 1.6))}><IconZoomIn size={18} /></ActionIcon>
        <ActionIcon variant="default" aria-label={t('map.out')} onClick={() => move(zoomed(now, 1 / 1.6))}><IconZoomOut size={18} /></ActionIcon>
        <ActionIcon variant="default" aria-label={t('map.fit')} onClick={() => move(fit(all))}><IconMaximize size={18} /></ActionIcon>
      </div>
    </div>
  );
}

/** useSize follows the size of the map on the screen. */
function useSize(box: React.RefObject<SVGSVGElement | null>) {
  const [size, set] = useState({ width: 560, height: 420 });
  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      if (width > 0 && height > 0) set({ width, height });
    });
    watch.observe(box.current!);
    return () => watch.disconnect();
  }, [box]);
  return size;
}

/** useDrag moves the map under the pointer; a click is no move. */
function useDrag(by: (dx: number, dy: number) => void) {
  const from = useRef<{ x: number; y: number; moved: boolean } | null>(null);
  return {
    onPointerDown: (event: PointerEvent) => {
      from.current = { x: event.clientX, y: event.clientY, moved: false };
    },
    onPointerMove: (event: PointerEvent) => {
      const start = from.current;
      if (!start) return;
      if (event.buttons === 0) {
        from.current = null;
        return;
      }
      const [dx, dy] = [event.clientX - start.x, event.clientY - start.y];
      if (!start.moved && Math.hypot(dx, dy) < 4) return;
      if (!start.moved) event.currentTarget.setPointerCapture(event.pointerId);
      from.current = { x: event.clientX, y: event.clientY, moved: true };
      by(dx, dy);
    },
    onPointerUp: () => {
      from.current = null;
    },
  };
}

/** useWheel zooms about the pointer. React's own wheel listener could not keep the page from scrolling. */
function useWheel(box: React.RefObject<SVGSVGElement | null>, zoom: (by: number, x: number, y: number) => void) {
  const latest = useRef(zoom);
  useEffect(() => {
    latest.current = zoom;
  });
  useEffect(() => {
    const svg = box.current!;
    const turn = (event: WheelEvent) => {
      event.preventDefault();
      latest.current(Math.exp(-event.deltaY / 400), event.clientX, event.clientY);
    };
    svg.addEventListener('wheel', turn, { passive: false });
    return () => svg.removeEventListener('wheel', turn);
  }, [box]);
}
