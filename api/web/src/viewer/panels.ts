// Where the panels lie, and what a place on the stage means.
import { inverse, laid, type Point } from './pose';
import type { Click, Side } from './sketch';
import type { State } from './state';
import { toPlace, toScreen, type Box, type View } from './view';

const gap = 4;

export interface Pane {
  box: Box;
  view: View;
  /** Which mark it shows; both in the other modes. */
  side: Side | 'both';
}

/** panes of a stage of a size. */
export function panes(s: State, width: number, height: number): Pane[] {
  if (s.mode !== 'side') return [{ box: { x: 0, y: 0, width, height }, view: s.right, side: 'both' }];
  const half = Math.floor((width - gap) / 2);
  return [
    { box: { x: 0, y: 0, width: half, height }, view: s.synchronous ? s.right : s.left, side: 'probe' },
    { box: { x: width - half, y: 0, width: half, height }, view: s.right, side: 'candidate' },
  ];
}

/** paneAt is the pane that holds a place on the stage, or the nearest. */
export function paneAt(all: Pane[], at: Point): Pane {
  return all.find(({ box }) => at.x < box.x + box.width) ?? all[all.length - 1]!;
}

/** splitLine is the split line of a pane: a point on it, its direction and its normal towards the candidate. */
export function splitLine({ at, deg }: State['split'], box: Box) {
  const a = (deg * Math.PI) / 180;
  const normal = { x: Math.cos(a), y: -Math.sin(a) };
  const far = (at * Math.hypot(box.width, box.height)) / 2;
  return {
    at: { x: box.x + box.width / 2 + normal.x * far, y: box.y + box.height / 2 + normal.y * far },
    along: { x: -normal.y, y: normal.x },
    normal,
  };
}

/** click is what a place on the stage means: which mark, and where on it. */
export function click(s: State, pane: Pane, at: Point, wanted?: Side): Click {
  const side = wanted ?? sideAt(s, pane, at);
  const place = toPlace(pane.view, pane.box, at);
  return { side, ...(side === 'probe' ? laid(inverse(s.pose), place) : place) };
}

function sideAt(s: State, pane: Pane, at: Point): Side {
  if (pane.side !== 'both') return pane.side;
  if (s.mode === 'flicker') return s.flicker.probe ? 'probe' : 'candidate';
  if (s.mode !== 'split') return 'candidate';
  const line = splitLine(s.split, pane.box);
  return (at.x - line.at.x) * line.normal.x + (at.y - line.at.y) * line.normal.y < 0 ? 'probe' : 'candidate';
}

/** shown is where a place of a mark lies on the stage, in a pane. */
export function shown(s: State, pane: Pane, side: Side, p: Point): Point {
  return toScreen(pane.view, pane.box, side === 'probe' ? laid(s.pose, p) : p);
}
