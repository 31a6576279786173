import { Anchor, Button, SegmentedControl, Text, Tooltip } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useCallback, useEffect, useMemo, useRef, useState, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import type { Schemas } from '../../../api/client';
import { said } from '../../../api/problem';
import { IconTarget } from '../../../parts/icons';
import { useBlind } from '../../../app/blind';
import { useFormat } from '../../../text/format';
import { lowest } from '../../../viewer/light';
import { ground } from '../../../viewer/renderer';
import { panned, spun, zoomed, type Box, type View } from '../../../viewer/view';
import { tiles, type Hanging } from '../../../viewer/wall';
import bench from '../bench/Bench.module.css';
import { LightBall } from '../bench/LightBall';
import { Dial } from '../bench/LookBar';
import { usePieces, type Piece } from './hung';
import { useWall } from './useWall';
import classes from './Wall.module.css';

const caption = 26;
const gap = 8;

const first: Hanging = { light: { azimuth: 315, elevation: 40 }, relief: 1, coloured: false, brightness: 0, contrast: 1 };

/** WallView is the wall: tiles in one light and one view, each turned into register with the reference. */
export function WallView({ marks }: { marks: { mark: Schemas['Mark']; number: string }[] }) {
  const { t } = useTranslation('compare');
  const [, go] = useLocation();
  const blind = useBlind();
  const [chosen, setChosen] = useState('');
  const reference = marks.find(({ mark }) => mark.id === chosen)?.mark.id ?? marks[0]!.mark.id!;
  const pieces = usePieces(useMemo(() => marks.map(({ mark }) => mark), [marks]), reference);
  const { ref, width, height } = useElementSize<HTMLDivElement>();
  const [hanging, setHanging] = useState(first);
  const [view, setView] = useState<View | null>(null);
  const boxes = useMemo(() => new Map(tiles(marks.length, width, height, caption, gap).map((box, i) => [marks[i]!.mark.id!, box])), [marks, width, height]);
  const some = boxes.get(reference);
  const { canvas, failed } = useWall({ pieces, boxes, view, hanging, width, height });

  const look = useCallback((change: (v: View, box: Box) => View) => {
    if (some) setView((v) => change(v ?? canvas.whole(some), some));
  }, [some, canvas]);
  useEffect(() => setView(null), [reference]);

  const pressed = useRef<{ x: number; y: number } | null>(null);
  /** open goes to the pair of the tile that was clicked on, and not dragged. */
  const open = (event: PointerEvent) => {
    const from = pressed.current;
    pressed.current = null;
    if (!from || Math.hypot(event.clientX - from.x, event.clientY - from.y) > 4) return;
    const at = event.currentTarget.getBoundingClientRect();
    const [x, y] = [event.clientX - at.left, event.clientY - at.top];
    const found = [...boxes].find(([, box]) => x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height)?.[0];
    if (found && found !== reference) go(pairOf(reference, found, blind));
  };

  const keys: Record<string, () => void> = {
    ArrowLeft: () => look((v) => panned(v, 30, 0)), ArrowRight: () => look((v) => panned(v, -30, 0)), ArrowUp: () => look((v) => panned(v, 0, 30)), ArrowDown: () => look((v) => panned(v, 0, -30)),
    '+': () => look((v, box) => zoomed(v, box, middle(box), 1.25)), '-': () => look((v, box) => zoomed(v, box, middle(box), 0.8)),
    ',': () => look((v, box) => spun(v, box, middle(box), 3)), '.': () => look((v, box) => spun(v, box, middle(box), -3)), '0': () => setView(null),
  };
  const picture = pieces[0]?.mark.modality === 'reflectance';
  return (
    <>
      <div
        ref={ref} className={classes.wall} style={{ background: ground }} tabIndex={0} role="group" aria-label={t('wall.label')}
        onKeyDown={(event) => {
          const act = event.target === event.currentTarget ? keys[event.key] : undefined;
          if (!act) return;
          event.preventDefault();
          act();
        }}
        onPointerDown={(event) => {
          if ((event.target as Element).closest('a, button')) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          pressed.current = { x: event.clientX, y: event.clientY };
        }}
        onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && look((v) => panned(v, event.movementX, event.movementY))}
        onPointerUp={(event) => open(event)}
        onWheel={(event) => look((v, box) => zoomed(v, box, middle(box), Math.exp(-event.deltaY / 500)))}
      >
        <canvas ref={canvas.ref} className={bench.canvas} aria-hidden />
        {pieces.map((piece, i) => (
          <Tile
            key={piece.mark.id} piece={piece} number={marks[i]!.number} box={boxes.get(piece.mark.id!)} reference={reference} failed={failed}
            onReference={() => setChosen(piece.mark.id!)}
          />
        ))}
      </div>
      <div className={bench.look}>
        {picture ? <Tones hanging={hanging} set={setHanging} /> : <Lamp hanging={hanging} set={setHanging} />}
        <Button size="compact-sm" variant="default" onClick={() => setView(null)}>{t('act.fit')}</Button>
        <Text size="xs" c="dimmed">{t('wall.how')}</Text>
      </div>
    </>
  );
}

const pairOf = (reference: string, other: string, blind: boolean) => `/marks/${reference}/with/${other}${blind ? '?blind=1' : ''}`;

const middle = (box: Box) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });

interface TileProps {
  piece: Piece;
  number: string;
  box: Box | undefined;
  reference: string;
  failed: boolean;
  onReference: () => void;
}

function Tile({ piece, number, box, reference, failed, onReference }: TileProps) {
  const { t } = useTranslation('compare');
  const format = useFormat();
  const blind = useBlind();
  if (!box) return null;
  const { mark, comparison, error } = piece;
  const is = mark.id === reference;
  const href = pairOf(reference, mark.id!, blind);
  return (
    <div className={classes.tile} style={{ left: box.x, top: box.y - caption, width: box.width, height: box.height + caption }}>
      <div className={classes.caption}>
        {is ? (
          <>
            <Text size="sm" c="white" truncate>{number}</Text>
            <Text size="xs" c="white">{t('wall.reference')}</Text>
          </>
        ) : (
          <>
            <Anchor component={Link} size="sm" className={classes.act} truncate aria-label={t('wall.compare', { number })} href={href}>{number}</Anchor>
            {comparison && !blind && <Text size="xs" c="white" className="numbers">{format.score(comparison.score)}</Text>}
            <Tooltip label={t('wall.refer')}><button type="button" className={classes.act} aria-label={t('wall.referTo', { number })} onClick={onReference}><IconTarget size={16} /></button></Tooltip>
          </>
        )}
      </div>
      {failed && <img src={`/api/v1/marks/${mark.id}/picture?side_px=512`} alt={number} />}
      {error !== null && <Text size="xs" c="white" role="alert" p={4}>{said(error)}</Text>}
    </div>
  );
}

interface Hands {
  hanging: Hanging;
  set: (next: Hanging) => void;
}

function Lamp({ hanging: h, set }: Hands) {
  const { t } = useTranslation('compare');
  const format = useFormat();
  return (
    <>
      <LightBall light={h.light} onLight={(light) => set({ ...h, light })} />
      <Dial label={t('look.azimuth')} value={h.light.azimuth} text={`${format.number(h.light.azimuth)}°`} min={0} max={359} step={1} onChange={(azimuth) => set({ ...h, light: { ...h.light, azimuth } })} />
      <Dial label={t('look.elevation')} value={h.light.elevation} text={`${format.number(h.light.elevation)}°`} min={lowest} max={90} step={1} onChange={(elevation) => set({ ...h, light: { ...h.light, elevation } })} />
      <Dial label={t('look.relief')} value={Math.log2(h.relief)} text={`×${format.number(h.relief, 1)}`} min={-2} max={3} step={0.1} onChange={(power) => set({ ...h, relief: 2 ** power })} />
      <SegmentedControl
        size="xs" value={h.coloured ? 'height' : 'grey'} aria-label={t('look.colour')} onChange={(value) => set({ ...h, coloured: value === 'height' })}
        data={[{ value: 'grey', label: t('look.grey') }, { value: 'height', label: t('look.height') }]}
      />
    </>
  );
}

function Tones({ hanging: h, set }: Hands) {
  const { t } = useTranslation('compare');
  const format = useFormat();
  return (
    <>
      <Dial label={t('look.brightness')} value={h.brightness} text={format.number(h.brightness, 1)} min={-2} max={2} step={0.1} onChange={(brightness) => set({ ...h, brightness })} />
      <Dial label={t('look.contrast')} value={Math.log2(h.contrast)} text={`×${format.number(h.contrast, 1)}`} min={-2} max={3} step={0.1} onChange={(power) => set({ ...h, contrast: 2 ** power })} />
    </>
  );
}
