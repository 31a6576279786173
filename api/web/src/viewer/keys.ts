// The keyboard on the stage. Everything that a pointer does can be done here.
import type { Hands } from './pointer';
import { bounded } from './light';
import { pan, slide, spin, twist, zoom } from './move';
import { paneAt, type Pane } from './panels';
import { drawing } from './sketch';
import { modes, type State, type Tool } from './state';
import type { Viewer } from './viewer';

/** The letters of the tools; K, D, I, L, N and P belong to the decision beside the stage. */
export const toolKeys: Record<string, Tool> = {
  v: 'pan', w: 'light', m: 'align', j: 'profile', e: 'line', o: 'point', q: 'circle', g: 'polyline', t: 'text', x: 'correspondence',
};

const arrows: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** typed does what a key stands for, and tells whether it stands for anything. */
export function typed(event: KeyboardEvent, viewer: Viewer, hands: Hands): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const s = viewer.get();
  const arrow = arrows[event.key];
  if (arrow) return moved(arrow, event.shiftKey, viewer);
  const one = event.shiftKey ? 0.25 : 3;
  switch (event.key) {
    case '+': case '=': nearer(viewer, 1.25); return true;
    case '-': case '_': nearer(viewer, 0.8); return true;
    case ',': case ';': turn(viewer, one); return true;
    case '.': case ':': turn(viewer, -one); return true;
    case '0': viewer.fit(); return true;
    case ' ': viewer.set({ flicker: { ...s.flicker, running: s.mode === 'flicker' && !s.flicker.running, probe: !s.flicker.probe } }); return true;
    case 'Enter': return enter(viewer, hands);
    case 'Escape': return escape(viewer);
  }
  const number = Number(event.key);
  if (number >= 1 && number <= modes.length) {
    viewer.set({ mode: modes[number - 1]! });
    return true;
  }
  return letter(event.key.toLowerCase(), viewer, s);
}

function letter(key: string, viewer: Viewer, s: State): boolean {
  if (key === 'c') viewer.set({ cells: !s.cells });
  else if (key === 's') synchronise(viewer, !s.synchronous);
  else if (key === 'r') viewer.set({ pose: viewer.engine });
  else if (toolKeys[key]) choose(viewer, toolKeys[key]);
  else return false;
  return true;
}

const paneOf = (viewer: Viewer) => viewer.panes()[viewer.panes().length - 1]!;

const middleOf = ({ box }: Pane) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });

/** nearer magnifies what lies in the middle. */
export function nearer(viewer: Viewer, factor: number) {
  const pane = paneOf(viewer);
  viewer.set(zoom(viewer.get(), pane, middleOf(pane), factor));
}

/** turn turns the view anticlockwise; with the tool that moves it, the probe. */
export function turn(viewer: Viewer, deg: number) {
  const s = viewer.get();
  const pane = paneOf(viewer);
  viewer.set(s.tool === 'align' ? twist(s, pane, deg) : spin(s, pane, middleOf(pane), deg));
}

/** synchronise makes both panels go together, as the right one stands, or each for itself. */
export function synchronise(viewer: Viewer, on: boolean) {
  const { right } = viewer.get();
  viewer.set({ synchronous: on, left: right });
}

/** choose takes a tool, and throws away what another was drawing. */
export function choose(viewer: Viewer, tool: Tool) {
  // Correspondences are pointed at on both marks, beside each other.
  const mode = tool === 'correspondence' ? { mode: 'side' as const } : {};
  viewer.set({ tool, ...mode });
  viewer.show({ clicks: [], cursor: null });
}

function moved([x, y]: [number, number], shift: boolean, viewer: Viewer): boolean {
  const s = viewer.get();
  const pane = paneOf(viewer);
  if (drawing(s.tool) || s.tool === 'profile') {
    const step = shift ? 1 : 12;
    const at = viewer.shows().cursor ?? { x: pane.box.x + pane.box.width / 2, y: pane.box.y + pane.box.height / 2 };
    const cursor = { x: Math.min(viewer.width, Math.max(0, at.x + x * step)), y: Math.min(viewer.height, Math.max(0, at.y + y * step)) };
    viewer.show({ cursor });
  } else if (s.tool === 'light') {
    const step = shift ? 1 : 5;
    viewer.set({ light: bounded({ azimuth: s.light.azimuth + x * step, elevation: s.light.elevation - y * step }) });
  } else if (s.tool === 'align') viewer.set(slide(s, pane, x * (shift ? 1 : 8), y * (shift ? 1 : 8)));
  else viewer.set(pan(s, pane, -x * (shift ? 5 : 40), -y * (shift ? 5 : 40)));
  return true;
}

/** enter points at the crosshair; with the profile, at one end and then the other. */
function enter(viewer: Viewer, hands: Hands): boolean {
  const { cursor, clicks } = viewer.shows();
  const s = viewer.get();
  if (!cursor) return false;
  const pane = paneAt(viewer.panes(), cursor);
  if (s.tool === 'profile') hands.section(pane, cursor);
  else if (s.tool === 'polyline' && hands.again(cursor) && clicks.length > 1) hands.done();
  else hands.point(pane, cursor);
  return true;
}

function escape(viewer: Viewer): boolean {
  const { clicks, cursor } = viewer.shows();
  if (clicks.length === 0 && !cursor && viewer.get().tool === 'pan') return false;
  viewer.show({ clicks: [], cursor: null });
  if (clicks.length === 0) viewer.set({ tool: 'pan' });
  return true;
}
