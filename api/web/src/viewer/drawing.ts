// What is drawn over the marks: cells, figures, profile, split line, scale bar.
import { maps, type MapName } from './colour';
import { layout, onCandidate, onProbe, type Cell, type Layout } from './cell';
import { panes, shown, splitLine, type Pane } from './panels';
import { Pen } from './pen';
import { laid, type Point, type Pose } from './pose';
import { measured, type Click } from './sketch';
import { spots, type Figure, type State } from './state';
import { barLength, toScreen } from './view';

/** Off is how far a hand has moved the probe, at the middle of its mark. */
export interface Off {
  deg: number;
  um: number;
}

/** Words are the texts and formats of what is drawn. */
export interface Words {
  probe: string;
  candidate: string;
  /** How the marks came into register. */
  pose: (s: State, off: Off | null, byEngine: boolean) => string;
  length: (um: number) => string;
  /** A height, or a brightness, with its unit. */
  height: (value: number) => string;
  /** A correlation. */
  number: (value: number) => string;
  /** All of a cell: its correlations and how far off it agrees best. */
  cell: (cell: Cell) => string;
}

export interface Scene {
  state: State;
  /** The pose that the cells belong to. */
  engine: Pose;
  off: Off | null;
  /** The engine did find it. */
  byEngine: boolean;
  width: number;
  height: number;
  cells: Cell[];
  /** The cells' side, 0 where the engine did not tell. */
  cellUm: number;
  /** The cell that is pointed at, -1 for none. */
  hovered: number;
  figures: Figure[];
  /** Figures that are not kept yet. */
  drafts: Figure[];
  clicks: Click[];
  /** The crosshair of whoever draws by keys. */
  cursor: Point | null;
  words: Words;
  /** What the colours mean, where there are any. */
  legend: Legend | null;
}

/** Legend is a colour map with what its ends stand for. */
export interface Legend {
  map: MapName;
  low: string;
  high: string;
}

// Told apart without colour too: congruent cells are solid, the others dashed.
const congruent = '#7fd4ff';
const other = '#ffb454';
const kept = '#ffe066';
const draft = '#ff9be0';
const line = '#ffffff';

/** draw is the table of contents. */
export function draw(ctx: CanvasRenderingContext2D, scene: Scene) {
  const pen = new Pen(ctx);
  if (scene.state.mode === 'space') {
    space(pen, scene);
    return;
  }
  const all = panes(scene.state, scene.width, scene.height);
  for (const pane of all) {
    ctx.save();
    ctx.beginPath();
    ctx.rect(pane.box.x, pane.box.y, pane.box.width, pane.box.height);
    ctx.clip();
    if (scene.state.mode === 'split') split(pen, scene.state, pane);
    if (scene.state.cells) cells(pen, scene, pane);
    if (scene.state.figures) for (const f of scene.figures) figure(pen, scene, pane, f, kept);
    for (const f of scene.drafts) figure(pen, scene, pane, f, draft);
    if (scene.state.profile) section(pen, scene, pane);
    clicks(pen, scene, pane);
    captions(pen, scene, pane);
    ctx.restore();
  }
  if (scene.legend) legend(pen, scene, scene.legend);
  if (scene.cursor) pen.cross(scene.cursor, 12, line);
}

/** space names the sides of the view in space, which stand as side by side does. */
function space(pen: Pen, scene: Scene) {
  const { state, width, words, off, byEngine } = scene;
  pen.text(words.probe, { x: 8, y: 16 }, { size: 13 });
  pen.text(words.candidate, { x: width / 2 + 8, y: 16 }, { size: 13 });
  pen.text(words.pose(state, off, byEngine), { x: width - 8, y: 16 }, { align: 'right' });
}

function split(pen: Pen, s: State, pane: Pane) {
  const { at, along } = splitLine(s.split, pane.box);
  const far = Math.hypot(pane.box.width, pane.box.height);
  const on = (t: number) => ({ x: at.x + along.x * t, y: at.y + along.y * t });
  pen.line([on(-far), on(far)], line, { width: 1 });
  pen.circle(at, 7, line, { fill: 'rgba(16,18,20,.6)' });
  pen.circle(on(handleFar(pane)), 5, line, { fill: 'rgba(16,18,20,.6)' });
}

/** handleFar is how far from the split line's middle its turning handle stands. */
export const handleFar = (pane: Pane) => Math.min(pane.box.width, pane.box.height) * 0.3;

function cells(pen: Pen, scene: Scene, pane: Pane) {
  const { cells: all, hovered } = scene;
  const l = layout(all, scene.engine, scene.cellUm);
  const probe = pane.side === 'probe';
  const drawOne = (cell: Cell, strong: boolean) => {
    const square = squareOf(cell, l, scene, pane, probe);
    const colour = cell.congruent ? congruent : other;
    pen.line(square, colour, { stroke: cell.congruent ? 'solid' : 'dashed', closed: true, width: strong ? 3 : 1.5 });
    if (!probe) offset(pen, pane, cell, colour);
    const middle = { x: (square[0]!.x + square[2]!.x) / 2, y: (square[0]!.y + square[2]!.y) / 2 };
    const side = Math.hypot(square[1]!.x - square[0]!.x, square[1]!.y - square[0]!.y);
    if (strong || side > 40) pen.text(scene.words.number(cell.correlation), middle, { align: 'center', colour, size: strong ? 14 : 11 });
    if (strong) pen.text(scene.words.cell(cell), { x: middle.x, y: middle.y + 22 }, { align: 'center', size: 12 });
  };
  all.forEach((cell, i) => i !== hovered && drawOne(cell, false));
  if (all[hovered]) drawOne(all[hovered], true);
}

function squareOf(cell: Cell, l: Layout, { state, engine }: Scene, pane: Pane, probe: boolean): Point[] {
  return probe
    ? onProbe(cell, l, engine).map((p) => shown(state, pane, 'probe', p))
    : onCandidate(cell, l, true).map((p) => shown(state, pane, 'candidate', p));
}

/** offset is the way from where the common pose has a cell's middle to where it agrees best. */
function offset(pen: Pen, pane: Pane, cell: Cell, colour: string) {
  if (Math.hypot(cell.dx_um, cell.dy_um) < 1) return;
  const from = toScreen(pane.view, pane.box, { x: cell.bx_um, y: cell.by_um });
  const to = toScreen(pane.view, pane.box, { x: cell.bx_um + cell.dx_um, y: cell.by_um + cell.dy_um });
  if (Math.hypot(to.x - from.x, to.y - from.y) > 3) pen.line([from, to], colour, { width: 2 });
}

function figure(pen: Pen, scene: Scene, pane: Pane, f: Figure, colour: string) {
  const { state, words } = scene;
  const shows = (side: 'probe' | 'candidate') => pane.side === 'both' || pane.side === side;
  const onScreen = (side: 'probe' | 'candidate', p: Point) => shown(state, pane, side, p);
  if (f.type === 'correspondence') {
    const ends: Point[] = [];
    if (shows('probe')) ends.push(onScreen('probe', spots(f)[0]!));
    if (shows('candidate') && f.to) ends.push(onScreen('candidate', { x: f.to.x_um, y: f.to.y_um }));
    if (ends.length === 2) pen.line(ends, colour, { stroke: 'dotted' });
    for (const end of ends) target(pen, end, colour, f.label);
    return;
  }
  if (!shows(f.side)) return;
  const at = spots(f).map((p) => onScreen(f.side, p));
  const first = at[0];
  if (!first) return;
  const um = measured(f);
  const label = [f.label, um === null ? '' : (f.type === 'circle' ? '⌀ ' : '') + words.length(um)].filter(Boolean).join(' · ');
  if (f.type === 'circle') pen.circle(first, Math.hypot(at[1]!.x - first.x, at[1]!.y - first.y), colour);
  else if (f.type === 'line' || f.type === 'polyline') {
    pen.line(at, colour, { width: 2 });
    for (const end of [first, at[at.length - 1]!]) pen.cross(end, 4, colour);
  } else if (f.type === 'point') target(pen, first, colour, '');
  if (label) {
    const by = f.type === 'line' ? { x: (first.x + at[1]!.x) / 2, y: (first.y + at[1]!.y) / 2 } : first;
    pen.text(label, { x: by.x + 9, y: by.y - 12 }, { colour });
  }
}

function target(pen: Pen, at: Point, colour: string, label?: string) {
  pen.circle(at, 6, colour);
  pen.cross(at, 3, colour);
  if (label) pen.text(label, { x: at.x + 9, y: at.y - 12 }, { colour });
}

function section(pen: Pen, { state }: Scene, pane: Pane) {
  const { from, to, width } = state.profile!;
  const ends = [from, to].map((p) => toScreen(pane.view, pane.box, p));
  pen.line(ends, line, { width: 2 });
  const half = (width / 2) * pane.view.scale;
  if (half > 2) {
    const length = Math.hypot(ends[1]!.x - ends[0]!.x, ends[1]!.y - ends[0]!.y) || 1;
    const n = { x: (-(ends[1]!.y - ends[0]!.y) / length) * half, y: ((ends[1]!.x - ends[0]!.x) / length) * half };
    for (const s of [1, -1]) pen.line(ends.map((e) => ({ x: e.x + s * n.x, y: e.y + s * n.y })), line, { width: 1, stroke: 'dotted' });
  }
  for (const end of ends) pen.circle(end, 6, line, { fill: 'rgba(16,18,20,.6)' });
}

function clicks(pen: Pen, { state, clicks: all }: Scene, pane: Pane) {
  const here = all.filter((c) => pane.side === 'both' || pane.side === c.side).map((c) => shown(state, pane, c.side, c));
  if (here.length > 1) pen.line(here, draft, { stroke: 'dashed' });
  for (const at of here) target(pen, at, draft);
}

function captions(pen: Pen, { state, words, off, byEngine }: Scene, pane: Pane) {
  const { box, view } = pane;
  const name = pane.side === 'probe' ? words.probe : pane.side === 'candidate' ? words.candidate : '';
  if (name) pen.text(name, { x: box.x + 8, y: box.y + 16 }, { size: 13 });
  else both(pen, state, pane, words);
  if (pane.side !== 'probe') pen.text(words.pose(state, off, byEngine), { x: box.x + box.width - 8, y: box.y + 16 }, { align: 'right' });
  const um = barLength(view.scale, Math.min(160, box.width / 3));
  const y = box.y + box.height - 16;
  const x = box.x + 12;
  pen.line([{ x, y: y - 5 }, { x, y }, { x: x + um * view.scale, y }, { x: x + um * view.scale, y: y - 5 }], line, { width: 2 });
  pen.text(words.length(um), { x: x + (um * view.scale) / 2, y: y - 14 }, { align: 'center' });
}

function legend(pen: Pen, { width, height }: Scene, { map, low, high }: Legend) {
  const { ctx } = pen;
  const wide = 120;
  const x = width - wide - 12;
  const y = height - 26;
  const colours = ctx.createLinearGradient(x, 0, x + wide, 0);
  maps[map].forEach((c, i) => colours.addColorStop(i / (maps[map].length - 1), `rgb(${c.join(',')})`));
  ctx.fillStyle = 'rgba(16,18,20,.78)';
  ctx.fillRect(x - 6, y - 24, wide + 12, 46);
  ctx.fillStyle = colours;
  ctx.fillRect(x, y, wide, 12);
  pen.text(low, { x: x - 4, y: y - 12 }, { plate: 'transparent' });
  pen.text(high, { x: x + wide + 4, y: y - 12 }, { align: 'right', plate: 'transparent' });
}

function both(pen: Pen, s: State, { box }: Pane, words: Words) {
  const at = { x: box.x + 8, y: box.y + 16 };
  if (s.mode === 'flicker') pen.text(s.flicker.probe ? words.probe : words.candidate, at, { size: 13 });
  else if (s.mode === 'difference') pen.text(`${words.probe} − ${words.candidate}`, at, { size: 13 });
  else {
    const wide = pen.text(words.probe, at, { size: 13 });
    pen.text(`| ${words.candidate}`, { x: at.x + wide + 2, y: at.y }, { size: 13 });
  }
}

/** placesOf are the corners that a view must hold to show all of both marks. */
export const placesOf = (s: State, probe: Point[], candidate: Point[]) => [...probe.map((p) => laid(s.pose, p)), ...candidate];
