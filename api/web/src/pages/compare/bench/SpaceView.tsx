import { Center, Loader } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type WheelEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Space } from '../../../viewer/space';
import { modes } from '../../../viewer/state';
import type { Viewer } from '../../../viewer/viewer';
import classes from './Bench.module.css';
import { Dial } from './LookBar';
import { useFormat } from '../../../text/format';
import { useStands } from './stands';

interface View {
  turn: number;
  tilt: number;
  near: number;
}

const first: View = { turn: 0, tilt: 50, near: 1.25 };

/** SpaceView shows both surfaces in space; what draws them is loaded now. */
export function SpaceView({ viewer }: { viewer: Viewer }) {
  const { t } = useTranslation('compare');
  const format = useFormat();
  const { ref, width, height } = useElementSize();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [space, setSpace] = useState<Space>();
  const [view, setView] = useState(first);
  const { low, high } = viewer.scale();
  const probe = viewer.surface('probe');
  const candidate = viewer.surface('candidate');
  const pose = useStands(viewer, (s) => s.pose);
  const light = useStands(viewer, (s) => s.light);
  const colour = useStands(viewer, (s) => s.colour);
  // At first, as high as a fifteenth of the mark is wide.
  const [higher, setHigher] = useState(() => Math.max(1, Math.round(((candidate?.width ?? 1) * (candidate?.pitchX ?? 1)) / 15 / Math.max(high - low, 1e-6))));

  useEffect(() => {
    let made: Space | undefined;
    let left = false;
    void import('../../../viewer/space').then(({ Space }) => {
      if (left || !probe || !candidate || !canvas.current) return;
      made = new Space(canvas.current, probe, candidate, pose, { low, high });
      setSpace(made);
    });
    return () => {
      left = true;
      made?.destroy();
      setSpace(undefined);
    };
  }, [probe, candidate, pose, low, high]);

  useEffect(() => ref.current?.focus({ preventScroll: true }), [ref]);

  useEffect(() => {
    if (width > 0 && height > 0) space?.show({ ...view, light, height: higher, coloured: colour === 'height' }, width, height);
  }, [space, view, light, colour, higher, width, height]);

  useEffect(() => {
    if (!space || width === 0) return;
    viewer.cover = () => space.picture({ ...view, light, height: higher, coloured: colour === 'height' }, width, height);
    return () => {
      viewer.cover = null;
    };
  }, [viewer, space, view, light, colour, higher, width, height]);

  const orbit = (dx: number, dy: number) => setView((v) => ({ ...v, turn: v.turn - dx / 3, tilt: Math.min(90, Math.max(5, v.tilt + dy / 3)) }));
  const nearer = (factor: number) => setView((v) => ({ ...v, near: Math.min(8, Math.max(0.4, v.near * factor)) }));
  const key = (event: KeyboardEvent) => {
    const step = event.shiftKey ? 3 : 15;
    const acts: Record<string, () => void> = {
      ArrowLeft: () => orbit(step, 0), ArrowRight: () => orbit(-step, 0), ArrowUp: () => orbit(0, step), ArrowDown: () => orbit(0, -step),
      '+': () => nearer(1.2), '=': () => nearer(1.2), '-': () => nearer(1 / 1.2), '0': () => setView(first),
    };
    const mode = modes[Number(event.key) - 1];
    if (mode) acts[event.key] = () => viewer.set({ mode });
    if (!acts[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    acts[event.key]!();
  };
  const drag = (event: PointerEvent) => {
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId);
    else if (event.currentTarget.hasPointerCapture(event.pointerId)) orbit(event.movementX, event.movementY);
  };
  return (
    <>
      <div
        ref={ref} className={classes.space} tabIndex={0} role="application" aria-label={t('space.label')} onKeyDown={key}
        onPointerDown={drag} onPointerMove={drag} onWheel={(event: WheelEvent) => nearer(Math.exp(-event.deltaY / 500))}
      >
        <canvas ref={canvas} aria-hidden />
        <span className={classes.name} style={{ left: 8 }}>{viewer.shows().words.probe}</span>
        <span className={classes.name} style={{ left: 'calc(50% + 8px)' }}>{viewer.shows().words.candidate}</span>
        {!space && <Center pos="absolute" inset={0}><Loader role="status" aria-label={t('shell:loading')} /></Center>}
      </div>
      <div style={{ position: 'absolute', right: 10, bottom: 8, background: 'var(--mantine-color-body)', padding: '2px 10px', borderRadius: 4 }}>
        <Dial label={t('space.height')} value={higher} text={`×${format.number(higher)}`} min={1} max={200} step={1} width={150} onChange={setHigher} />
      </div>
    </>
  );
}
