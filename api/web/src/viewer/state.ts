// How the viewer stands: what of it a person can change, and nothing that is loaded.
import type { Light } from './light';
import type { Line } from './profile';
import { same, still, type Point, type Pose } from './pose';
import type { View } from './view';

export const modes = ['side', 'split', 'overlay', 'flicker', 'difference', 'space'] as const;
export type Mode = (typeof modes)[number];

export const tools = ['pan', 'light', 'align', 'profile', 'line', 'point', 'circle', 'polyline', 'text', 'correspondence'] as const;
export type Tool = (typeof tools)[number];

/** Figure is one thing drawn on a mark, as the service keeps it. */
export interface Figure {
  type: 'point' | 'line' | 'polyline' | 'circle' | 'correspondence' | 'text';
  side: 'probe' | 'candidate';
  points: { x_um: number; y_um: number }[];
  to?: { x_um: number; y_um: number };
  label?: string;
}

export interface State {
  mode: Mode;
  tool: Tool;
  /** Both panels show the same place. */
  synchronous: boolean;
  /** What the panels show; single panels show the right one's. */
  left: View;
  right: View;
  pose: Pose;
  light: Light;
  /** How strongly slopes are shown, 1 the usual. */
  relief: number;
  colour: 'grey' | 'height';
  /** Of pictures, in standard deviations of their brightness. */
  brightness: number;
  contrast: number;
  /** The split line: from the middle as a share of the panel's half diagonal, and turned anticlockwise from upright. */
  split: { at: number; deg: number };
  /** How much of the probe an overlay shows. */
  opacity: number;
  /** Changes to and fro a second. */
  flicker: { rate: number; running: boolean; probe: boolean };
  /** Half of the difference map's range, micrometres or deviations; 0 for one that fits. */
  spread: number;
  cells: boolean;
  figures: boolean;
  profile: (Line & { width: number }) | null;
}

/** Never more than three flashes a second (WCAG 2.3.1). */
export const fastest = 3;

export const initial: State = {
  mode: 'side', tool: 'pan', synchronous: true,
  left: { x: 0, y: 0, scale: 0.1, deg: 0 }, right: { x: 0, y: 0, scale: 0.1, deg: 0 },
  pose: still, light: { azimuth: 315, elevation: 40 }, relief: 1, colour: 'grey', brightness: 0, contrast: 1,
  split: { at: 0, deg: 0 }, opacity: 0.5, flicker: { rate: 1, running: false, probe: true }, spread: 0,
  cells: false, figures: true, profile: null,
};

/** look is what stays when the next pair is opened. */
export function look(s: State): Partial<State> {
  const { mode, light, relief, colour, brightness, contrast, split, opacity, cells, figures, spread } = s;
  return { mode, light, relief, colour, brightness, contrast, split, opacity, cells, figures, spread };
}

const short = (v: number, digits = 2) => String(Number(v.toFixed(digits)));

/** written is the state for an address: what a report or a colleague needs to see the same, beside the engine's pose. */
export function written(s: State, engine: Pose): string {
  const q = new URLSearchParams();
  const view = (v: View) => [short(v.x, 1), short(v.y, 1), short(v.scale, 4), short(v.deg)].join(',');
  q.set('mode', s.mode);
  q.set('view', view(s.right));
  if (!s.synchronous) q.set('left', view(s.left));
  if (!same(s.pose, engine)) q.set('pose', [short(s.pose.deg, 3), short(s.pose.x, 2), short(s.pose.y, 2)].join(','));
  q.set('light', [short(s.light.azimuth, 0), short(s.light.elevation, 0), short(s.relief)].join(','));
  if (s.colour !== 'grey') q.set('colour', s.colour);
  if (s.brightness !== 0 || s.contrast !== 1) q.set('tone', [short(s.brightness), short(s.contrast)].join(','));
  if (s.mode === 'split') q.set('split', [short(s.split.at), short(s.split.deg, 0)].join(','));
  if (s.mode === 'overlay') q.set('opacity', short(s.opacity));
  if (s.cells) q.set('cells', '1');
  if (s.profile) {
    const { from, to, width } = s.profile;
    q.set('profile', [from.x, from.y, to.x, to.y, width].map((v) => short(v, 1)).join(','));
  }
  return q.toString();
}

/** readBack is what an address says of the state; what it does not say, or says wrongly, is left out. */
export function readBack(text: string): Partial<State> {
  const q = new URLSearchParams(text);
  const out: Partial<State> = {};
  const numbers = (name: string, count: number) => {
    const all = (q.get(name) ?? '').split(',').map(Number);
    return q.has(name) && all.length === count && all.every(Number.isFinite) ? all : null;
  };
  const view = (name: string): View | null => {
    const v = numbers(name, 4);
    return v && v[2]! > 0 ? { x: v[0]!, y: v[1]!, scale: v[2]!, deg: v[3]! } : null;
  };
  const mode = q.get('mode');
  if (modes.includes(mode as Mode)) out.mode = mode as Mode;
  const right = view('view');
  if (right) out.left = out.right = right;
  const left = view('left');
  if (left) Object.assign(out, { left, synchronous: false });
  const pose = numbers('pose', 3);
  if (pose) out.pose = { deg: pose[0]!, x: pose[1]!, y: pose[2]! };
  const light = numbers('light', 3);
  if (light) Object.assign(out, { light: { azimuth: light[0]!, elevation: light[1]! }, relief: light[2]! });
  if (q.get('colour') === 'height') out.colour = 'height';
  const tone = numbers('tone', 2);
  if (tone) Object.assign(out, { brightness: tone[0]!, contrast: tone[1]! });
  const split = numbers('split', 2);
  if (split) out.split = { at: split[0]!, deg: split[1]! };
  const opacity = numbers('opacity', 1);
  if (opacity) out.opacity = opacity[0]!;
  if (q.get('cells') === '1') out.cells = true;
  const line = numbers('profile', 5);
  if (line) out.profile = { from: { x: line[0]!, y: line[1]! }, to: { x: line[2]!, y: line[3]! }, width: line[4]! };
  return out;
}

/** spots of a figure as points. */
export const spots = (f: Figure): Point[] => f.points.map((p) => ({ x: p.x_um, y: p.y_um }));
