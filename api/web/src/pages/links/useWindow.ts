// A window upon a drawing: dragged by the pointer, zoomed by wheel, keys and buttons.
import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useEffect, useMemo, useRef, useState, type PointerEvent } from 'react';
import { fitted, zoomed, type Point, type View } from './layout';

interface Limits {
  /** How large the whole is drawn at most, at first, and when it is zoomed. */
  fit: number;
  least: number;
  most: number;
}

/** useWindow shows all points until somebody moves it; a click on the ground is told to `onGround`. */
export function useWindow(points: Point[], limits: Limits, onGround: () => void) {
  const { ref, width, height } = useElementSize();
  const box = useRef<HTMLDivElement>(null);
  const boxRef = useMergedRef(ref, box);
  const [own, setOwn] = useState<View>();
  const whole = useMemo(() => fitted(points, width, height, limits.fit), [points, width, height, limits.fit]);
  const view = own ?? whole;
  const latest = useRef(view);
  const { least, most } = limits;

  useEffect(() => {
    latest.current = view;
  });

  useEffect(() => {
    const at = box.current;
    if (!at) return;
    // React's own listener for the wheel could not keep the page from scrolling.
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      const frame = at.getBoundingClientRect();
      setOwn(zoomed(latest.current, Math.exp(-event.deltaY / 400), { x: event.clientX - frame.left, y: event.clientY - frame.top }, least, most));
    };
    at.addEventListener('wheel', wheel, { passive: false });
    return () => at.removeEventListener('wheel', wheel);
  }, [least, most]);

  const from = useRef<{ x: number; y: number; view: View } | undefined>(undefined);
  return {
    boxRef, view,
    zoom: (factor: number) => setOwn(zoomed(view, factor, { x: width / 2, y: height / 2 }, least, most)),
    reset: () => setOwn(undefined),
    /** show brings a point to the middle, so many times larger. */
    show: (at: Point, factor: number) => {
      const k = Math.min(most, view.k * factor);
      setOwn({ k, x: width / 2 - k * at.x, y: height / 2 - k * at.y });
    },
    drag: {
      onPointerDown: (event: PointerEvent<SVGSVGElement>) => {
        if (event.button !== 0 || (event.target as Element).closest('[role="button"]')) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { x: event.clientX, y: event.clientY, view };
      },
      onPointerMove: (event: PointerEvent) => {
        const start = from.current;
        if (start) setOwn({ ...start.view, x: start.view.x + event.clientX - start.x, y: start.view.y + event.clientY - start.y });
      },
      onPointerUp: (event: PointerEvent) => {
        const start = from.current;
        from.current = undefined;
        if (start && Math.hypot(event.clientX - start.x, event.clientY - start.y) < 4) onGround();
      },
      onPointerCancel: () => {
        from.current = undefined;
      },
    },
  };
}
