import { useTranslation } from 'react-i18next';
import classes from './PairPictures.module.css';
import { placed, type Frame, type Pose } from './pose';

interface Props {
  /** The candidate's identifier. */
  candidate: string;
  /** The mark that was searched with, where its picture may be had by itself: it is the same on a whole list. */
  probe?: string;
  pose: Pose;
  probeFrame?: Frame;
  frame?: Frame;
  /** Pixels of each picture on the screen. */
  side: number;
  /** Pixels of each picture as it is asked for. */
  detail?: number;
  /** Pictures are loaded when they come into sight. */
  lazy?: boolean;
}

/** PairPictures shows both marks of a pair side by side in register: the probe's is turned and shifted onto the candidate's. */
export function PairPictures({ candidate, probe, pose, probeFrame, frame, side, detail = side, lazy = false }: Props) {
  const { t } = useTranslation('decide');
  const of = (which: string) => `/api/v1/candidates/${candidate}/pictures/${which}?side_px=${detail}`;
  const known = probeFrame && frame;
  return (
    <span className={classes.pair} role="img" aria-label={t('pair')}>
      <Box
        side={side} lazy={lazy} src={probe ? `/api/v1/marks/${probe}/picture?side_px=${detail}` : of('probe')}
        at={known && placed(probeFrame, frame, side, pose)}
      />
      <Box side={side} lazy={lazy} src={of('candidate')} at={known && placed(frame, frame, side)} />
    </span>
  );
}

interface BoxProps {
  side: number;
  lazy: boolean;
  src: string;
  at?: ReturnType<typeof placed>;
}

/** Box is a picture in its place; where that is not known it fills the box. */
function Box({ side, lazy, src, at }: BoxProps) {
  const { left, top, width, height, originX, originY, turn } = at ?? { left: 0, top: 0, width: side, height: side, originX: 0, originY: 0, turn: 0 };
  return (
    <span className={classes.box} style={{ width: side, height: side }}>
      <img
        src={src} alt="" loading={lazy ? 'lazy' : undefined} decoding="async" draggable={false}
        style={{ left, top, width, height, objectFit: 'contain', transformOrigin: `${originX}px ${originY}px`, transform: turn ? `rotate(${turn}deg)` : undefined }}
      />
    </span>
  );
}
