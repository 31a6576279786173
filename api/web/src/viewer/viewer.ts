// The viewer: what it shows, how it stands, and one drawing a frame when something
// of that changed.
import type { Cell } from './cell';
import type { MapName } from './colour';
import { draw, placesOf, type Legend, type Off, type Scene, type Words } from './drawing';
import { towards } from './light';
import { panes, splitLine, type Pane } from './panels';
import { moved, same, still, type Point, type Pose } from './pose';
import { Renderer, type Look, type Panel, type Plate } from './renderer';
import type { Click, Side } from './sketch';
import { initial, type Figure, type State } from './state';
import { outline, range, type Surface } from './surface';
import { fitted, type View } from './view';

/** What the viewer shows, given from outside. */
export interface Things {
  cells: Cell[];
  cellUm: number;
  hovered: number;
  figures: Figure[];
  drafts: Figure[];
  clicks: Click[];
  cursor: Point | null;
  words: Words;
}

const sharpest = 2;
/** A frame that takes longer than this while something moves makes the next ones coarser. */
const slow = 42;
const coarsest = 0.5;
const rest = 160;
/** The thousandths of heights at both ends that share a colour: single peaks would take most of the map. */
const edge = 20;

export class Viewer {
  private state: State = initial;
  private things: Things = {
    cells: [], cellUm: 0, hovered: -1, figures: [], drafts: [], clicks: [], cursor: null,
    words: { probe: '', candidate: '', pose: () => '', height: String, length: String, number: String, cell: String },
  };
  private plates: Partial<Record<Side, Plate>> = {};
  private outlines: Partial<Record<Side, Point[]>> = {};
  private heights: [number, number] = [-1, 1];
  private rise = 1;
  private renderer: Renderer;
  private listeners = new Set<() => void>();
  private frame = 0;
  private settle = 0;
  private last = 0;
  private quality = 1;
  private moving = false;
  private late = 0;
  private beat = 0;
  private gone = false;
  /** Both marks have been drawn. */
  private complete = false;
  /** The view that shows both marks whole. */
  private whole: View | null = null;
  width = 0;
  height = 0;
  /** The pose that the engine found, or that the viewer began with where it found none. */
  engine: Pose = still;
  byEngine = false;
  /** What draws in the flat views' place, where something does: the view in space. */
  cover: (() => HTMLCanvasElement) | null = null;

  /** Throws NoGraphics where the browser has no WebGL2. */
  constructor(private readonly canvas: HTMLCanvasElement, private readonly over: HTMLCanvasElement, onLost: () => void) {
    this.renderer = new Renderer(canvas);
    canvas.addEventListener('webglcontextlost', () => !this.gone && onLost(), { once: true });
  }

  get = () => this.state;

  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  set(patch: Partial<State>) {
    const before = this.state;
    this.state = { ...before, ...patch };
    if (patch.mode && this.whole === this.state.right) this.fitNow();
    if (patch.flicker || patch.mode) this.flickers();
    this.redraw();
    this.listeners.forEach((listener) => listener());
  }

  show(patch: Partial<Things>) {
    this.things = { ...this.things, ...patch };
    this.redraw();
    this.listeners.forEach((listener) => listener());
  }

  shows = () => this.things;

  load(side: Side, surface: Surface) {
    this.unload(side);
    this.plates[side] = this.renderer.plate(surface);
    this.outlines[side] = outline(surface);
    const all = Object.values(this.plates);
    const ranges = all.map((p) => range(p.surface, edge));
    this.heights = [Math.min(...ranges.map((r) => r[0])), Math.max(...ranges.map((r) => r[1]))];
    // One factor for both marks, so that the rougher one looks rougher.
    this.rise = 0.4 / Math.max(...all.map((p) => p.relief.roughness));
    this.redraw();
    this.listeners.forEach((listener) => listener());
  }

  /** unload takes a mark off the stage: what is shown is always what the page names. */
  unload(side: Side) {
    const before = this.plates[side];
    if (!before) return;
    this.renderer.drop(before);
    delete this.plates[side];
    delete this.outlines[side];
    this.redraw();
  }

  surface = (side: Side) => this.plates[side]?.surface;

  /** off is how far a hand has moved the probe from where the viewer began, null where it lies there. */
  off = (): Off | null => {
    if (same(this.state.pose, this.engine)) return null;
    const { centreX: x = 0, centreY: y = 0 } = this.plates.probe?.surface ?? {};
    const { deg, um } = moved(this.engine, this.state.pose, { x, y });
    return { deg: Math.round(deg * 10) / 10 + 0, um }; // no "-0.0"
  };

  /** What the ends of the colour map stand for. */
  scale = () => ({ low: this.heights[0], high: this.heights[1], spread: this.spread() });

  private spread = () => this.state.spread || (this.heights[1] - this.heights[0]) / 3;

  resize(width: number, height: number) {
    this.width = width;
    this.height = height;
    if (this.whole === this.state.right) this.fit();
    this.redraw();
  }

  panes = (): Pane[] => panes(this.state, this.width, this.height);

  /** fit shows both marks whole, as far as they are there, until somebody moves the view. */
  fit() {
    this.fitNow();
    this.set({});
  }

  private fitNow() {
    const places = placesOf(this.state, this.outlines.probe ?? [], this.outlines.candidate ?? []);
    const view = fitted(this.panes()[0]!.box, places, this.state.right.deg);
    this.whole = view;
    this.state = { ...this.state, left: view, right: view };
  }

  redraw() {
    if (this.gone) return;
    this.frame ||= requestAnimationFrame(this.step);
  }

  private step = (now: number) => {
    this.frame = 0;
    const start = performance.now();
    this.adapt(now);
    this.paint();
    performance.measure('viewer:frame', { start, end: performance.now() });
    const both = this.plates.probe !== undefined && this.plates.candidate !== undefined;
    if (both && !this.complete) performance.mark('viewer:ready');
    this.complete = both;
    if (++frames % 2000 === 0) performance.clearMeasures('viewer:frame');
  };

  /** adapt draws coarser while frames come late, and sharp again when nothing moves any more. */
  private adapt(now: number) {
    const apart = now - this.last;
    this.last = now;
    if (this.moving && apart < 400) this.late = apart > slow ? this.late + 1 : 0;
    if (this.late >= 4 && this.quality > coarsest) {
      this.quality = Math.max(coarsest, this.quality * 0.8);
      this.late = 0;
    }
    this.moving = apart < 400;
    window.clearTimeout(this.settle);
    if (this.quality < 1)
      this.settle = window.setTimeout(() => {
        const found = this.quality;
        this.quality = 1;
        this.moving = false;
        this.paint();
        this.quality = found;
      }, rest);
  }

  private paint() {
    const ratio = Math.min(window.devicePixelRatio || 1, sharpest);
    this.flat(ratio * this.quality);
    sized(this.over, this.width, this.height, ratio);
    const ctx = this.over.getContext('2d');
    if (!ctx) return;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, this.width, this.height);
    draw(ctx, this.scene());
  }

  private flat(ratio: number) {
    sized(this.canvas, this.width, this.height, ratio);
    this.renderer.draw(this.state.mode === 'space' ? [] : this.panels(), ratio);
  }

  private scene = (): Scene => ({ state: this.state, engine: this.engine, off: this.off(), byEngine: this.byEngine, width: this.width, height: this.height, ...this.things, legend: this.legend() });

  private legend(): Legend | null {
    const { words } = this.things;
    const ends = (map: MapName, low: number, high: number) => ({ map, low: words.height(low), high: words.height(high) });
    const { low, high, spread } = this.scale();
    if (this.state.mode === 'difference') return ends('difference', -spread, spread);
    return this.state.colour === 'height' && this.modality() === 'topography' && this.state.mode !== 'space' ? ends('height', low, high) : null;
  }

  modality = () => (this.plates.candidate ?? this.plates.probe)?.surface.modality;

  private panels(): Panel[] {
    const { probe, candidate } = this.plates;
    const { state: s } = this;
    const a = probe && { plate: probe, pose: s.pose };
    const b = candidate && { plate: candidate, pose: still };
    return this.panes().flatMap(({ box, view, side }): Panel[] => {
      const one = side === 'probe' || (side === 'both' && s.mode === 'flicker' && s.flicker.probe) ? a : b;
      const look = this.look();
      if (side !== 'both' || s.mode === 'flicker' || !a || !b) return one ? [{ box, view, way: 'one', a: one, look }] : [];
      if (s.mode === 'split') {
        const { at, normal } = splitLine(s.split, box);
        const far = (at.x - box.x) * normal.x + (at.y - box.y) * normal.y;
        return [{ box, view, way: 'split', a, b, look, line: [normal.x, normal.y, far, 0] }];
      }
      return [{ box, view, way: s.mode === 'overlay' ? 'overlay' : 'difference', a, b, look, line: [1, 0, 0, s.opacity] }];
    });
  }

  private look(): Look {
    const { state: s } = this;
    const coloured = s.colour === 'height';
    const look = { light: towards(s.light), rise: this.rise * s.relief, coloured, spread: this.spread() };
    if (this.modality() !== 'reflectance') return { ...look, low: this.heights[0], high: this.heights[1] };
    // Brightness of a picture: two and a half deviations to both sides, more or less by contrast.
    const half = 2.5 / s.contrast;
    return { ...look, coloured: false, low: -half - s.brightness, high: half - s.brightness };
  }

  private flickers() {
    window.clearInterval(this.beat);
    const { mode, flicker } = this.state;
    if (mode !== 'flicker' || !flicker.running) return;
    this.beat = window.setInterval(() => {
      this.state = { ...this.state, flicker: { ...this.state.flicker, probe: !this.state.flicker.probe } };
      this.redraw();
    }, 500 / flicker.rate);
  }

  /** picture is what the viewer shows, as a canvas of its own. */
  picture(ratio = 2): HTMLCanvasElement {
    const out = document.createElement('canvas');
    sized(out, this.width, this.height, ratio);
    const ctx = out.getContext('2d')!;
    // The drawing buffer holds only until the browser shows it: drawn and read at once.
    if (!this.cover) this.flat(ratio);
    ctx.drawImage(this.cover?.() ?? this.canvas, 0, 0, out.width, out.height);
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    draw(ctx, { ...this.scene(), cursor: null, clicks: [] });
    this.redraw();
    return out;
  }

  destroy() {
    this.gone = true;
    cancelAnimationFrame(this.frame);
    window.clearTimeout(this.settle);
    window.clearInterval(this.beat);
    this.canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext();
  }
}

let frames = 0;

function sized(canvas: HTMLCanvasElement, width: number, height: number, ratio: number) {
  const w = Math.max(1, Math.round(width * ratio));
  const h = Math.max(1, Math.round(height * ratio));
  if (canvas.width !== w) canvas.width = w;
  if (canvas.height !== h) canvas.height = h;
}
