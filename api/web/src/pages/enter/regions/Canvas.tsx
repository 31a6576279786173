import { useCallback, useEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import styles from './Canvas.module.css';
import { directionOf } from './keys';
import type { Corner } from './shape';
import { middle, panned, zoomed, type Size, type View } from './view';

interface Props {
  href: string;
  size: Size;
  /** undefined until the window's size is known: then it is fitted. */
  view: View | undefined;
  setView: (change: (view: View) => View) => void;
  onWindow?: (window: Size) => void;
  label: string;
  /** Written in the corner, to tell two canvases apart. */
  name?: string;
  cursor?: string;
  /** A press on the picture; true keeps it from panning. */
  press?: (at: Corner, event: PointerEvent) => boolean;
  move?: (at: Corner) => void;
  release?: () => void;
  twice?: (at: Corner) => void;
  keys?: (event: KeyboardEvent) => boolean;
  /** What lies on the picture; unit is points of the original a pixel of the screen. */
  children: (unit: number, at: (event: { clientX: number; clientY: number }) => Corner) => ReactNode;
}

/** Canvas shows a picture that is zoomed and panned, with what is drawn on it. */
export function Canvas({ href, size, view, setView, onWindow, label, name, cursor, press, move, release, twice, keys, children }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [window, setWindow] = useState<Size>();
  const pan = useRef<{ x: number; y: number } | undefined>(undefined);

  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      if (width > 0 && height > 0) {
        setWindow({ width, height });
        onWindow?.({ width, height });
      }
    });
    watch.observe(box.current!);
    return () => watch.disconnect();
  }, [onWindow]);

  const unit = view && window ? view.width / window.width : 1;
  const at = useCallback(
    (event: { clientX: number; clientY: number }): Corner => {
      const frame = box.current!.getBoundingClientRect();
      return view ? [view.x + (event.clientX - frame.left) * unit, view.y + (event.clientY - frame.top) * unit] : [0, 0];
    },
    [view, unit],
  );

  // React listens to wheels passively; a page that scrolls away under a zoom is of no use.
  useEffect(() => {
    const element = box.current!;
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      const place = at(event);
      setView((before) => zoomed(before, Math.exp(-event.deltaY / 400), place, size));
    };
    element.addEventListener('wheel', wheel, { passive: false });
    return () => element.removeEventListener('wheel', wheel);
  }, [at, setView, size]);

  return (
    <div
      ref={box} className={styles.canvas} style={{ cursor: cursor ?? 'grab' }} tabIndex={0} role="application" aria-label={label}
      onKeyDown={(event) => {
        if (keys?.(event)) return event.preventDefault();
        const to = directionOf(event);
        const factor = event.key === '+' ? 1.4 : event.key === '-' ? 1 / 1.4 : undefined;
        if (!window || (!to && !factor)) return;
        event.preventDefault();
        setView((before) => (to ? panned(before, to[0] * before.width * 0.05, to[1] * before.width * 0.05) : zoomed(before, factor!, middle(before, window), size)));
      }}
      onPointerDown={(event) => {
        box.current?.focus({ preventScroll: true });
        event.currentTarget.setPointerCapture(event.pointerId);
        if (event.button === 0 && press?.(at(event), event)) return;
        pan.current = { x: event.clientX, y: event.clientY };
      }}
      onPointerMove={(event) => {
        const from = pan.current;
        if (!from) return move?.(at(event));
        pan.current = { x: event.clientX, y: event.clientY };
        setView((before) => panned(before, (from.x - event.clientX) * unit, (from.y - event.clientY) * unit));
      }}
      onPointerUp={() => {
        pan.current = undefined;
        release?.();
      }}
      onPointerCancel={() => {
        pan.current = undefined;
        release?.();
      }}
      onDoubleClick={(event) => twice?.(at(event))}
    >
      {view && window && (
        <svg viewBox={`${view.x} ${view.y} ${view.width} ${window.height * unit}`} aria-hidden>
          {href && <image href={href} x={0} y={0} width={size.width} height={size.height} preserveAspectRatio="none" style={{ imageRendering: unit < 0.5 ? 'pixelated' : 'auto' }} />}
          {children(unit, at)}
        </svg>
      )}
      {name && <div className={styles.name}>{name}</div>}
    </div>
  );
}
