// Mouse, pen and fingers on the stage.
import { cellAt, layout } from './cell';
import { handleFar } from './drawing';
import { aslant, click, cut, ended, pan, shine, slide, spin, started, twist, zoom } from './move';
import { paneAt, splitLine, type Pane } from './panels';
import type { Point } from './pose';
import { drawing, finished, needed, sideWanted } from './sketch';
import type { Figure, State } from './state';
import { toPlace, toScreen } from './view';
import type { Viewer } from './viewer';

const near = 14;
const still = 4;

type Grip = { what: 'view' | 'light' | 'probe' | 'split' | 'slant' | 'from' | 'to' | 'click'; pane: Pane };

/** Hands follow the pointers on a stage. `onFigure` gets what was drawn. */
export class Hands {
  private pointers = new Map<number, Point>();
  private grip: Grip | null = null;
  private down: Point = { x: 0, y: 0 };

  constructor(private readonly stage: HTMLElement, private readonly viewer: Viewer, private readonly onFigure: (f: Figure) => void) {
    stage.addEventListener('pointerdown', this.press);
    stage.addEventListener('pointermove', this.drag);
    stage.addEventListener('pointerup', this.lift);
    stage.addEventListener('pointercancel', this.lift);
    stage.addEventListener('pointerleave', this.leave);
    stage.addEventListener('wheel', this.wheel, { passive: false });
    stage.addEventListener('dblclick', this.double);
  }

  destroy() {
    for (const [name, listener] of [
      ['pointerdown', this.press], ['pointermove', this.drag], ['pointerup', this.lift], ['pointercancel', this.lift],
      ['pointerleave', this.leave], ['wheel', this.wheel], ['dblclick', this.double],
    ] as const)
      this.stage.removeEventListener(name, listener as EventListener);
  }

  private at(event: MouseEvent): Point {
    const box = this.stage.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  private press = (event: PointerEvent) => {
    if (event.button > 1) return;
    const at = this.at(event);
    this.stage.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, at);
    this.down = at;
    if (this.pointers.size > 1) {
      this.grip = null; // two fingers: below
      return;
    }
    this.grip = this.taken(event, at);
    const { grip, viewer } = this;
    if (grip.what === 'to' && viewer.get().tool === 'profile') this.section(grip.pane, at);
    if (grip.what === 'click') this.begins(grip.pane, at);
  };

  /** What is being drawn began with this press, and may end with it. */
  private begun = false;

  /** begins shows the first of two places at once; the last one waits until the hand is lifted: whoever is told of the figure may then take the focus. */
  private begins(pane: Pane, at: Point) {
    this.begun = this.viewer.shows().clicks.length === 0 && needed(this.viewer.get().tool) === 2;
    if (this.begun) this.point(pane, at);
  }

  /** taken is what a press at a place holds. */
  private taken(event: PointerEvent, at: Point): Grip {
    const s = this.viewer.get();
    const pane = paneAt(this.viewer.panes(), at);
    const close = (p: Point) => Math.hypot(p.x - at.x, p.y - at.y) < near;
    if (event.shiftKey) return { what: 'light', pane };
    if (event.ctrlKey || event.metaKey) return { what: 'probe', pane };
    if (drawing(s.tool)) return { what: 'click', pane };
    if (s.profile)
      for (const what of ['from', 'to'] as const)
        if (close(toScreen(pane.view, pane.box, s.profile[what])) && s.tool !== 'profile') return { what, pane };
    if (s.mode === 'split') {
      const line = splitLine(s.split, pane.box);
      const far = handleFar(pane);
      if (close({ x: line.at.x + line.along.x * far, y: line.at.y + line.along.y * far })) return { what: 'slant', pane };
      if (Math.abs((at.x - line.at.x) * line.normal.x + (at.y - line.at.y) * line.normal.y) < near / 1.5) return { what: 'split', pane };
    }
    return { what: s.tool === 'light' ? 'light' : s.tool === 'align' ? 'probe' : s.tool === 'profile' ? 'to' : 'view', pane };
  }

  private drag = (event: PointerEvent) => {
    const at = this.at(event);
    const before = this.pointers.get(event.pointerId);
    if (!before) {
      this.hover(at);
      return;
    }
    if (this.pointers.size === 2) this.pinch(event.pointerId, at);
    else if (this.grip) this.viewer.set(this.moved(this.grip, before, at));
    this.pointers.set(event.pointerId, at);
  };

  private moved({ what, pane: { side } }: Grip, before: Point, at: Point): Partial<State> {
    const s = this.viewer.get();
    const pane = this.viewer.panes().find((p) => p.side === side)!; // as it stands now
    const [dx, dy] = [at.x - before.x, at.y - before.y];
    switch (what) {
      case 'view': return pan(s, pane, dx, dy);
      case 'light': return shine(s, dx, dy);
      case 'probe': return slide(s, pane, dx, dy);
      case 'split': return cut(s, pane, at);
      case 'slant': return aslant(s, splitLine(s.split, pane.box).at, at);
      case 'from':
      case 'to': return ended(s, pane, what, at);
      case 'click': return {};
    }
  }

  /** pinch zooms, turns and moves what two fingers hold. */
  private pinch(id: number, at: Point) {
    const still = [...this.pointers].find(([other]) => other !== id)![1];
    const before = this.pointers.get(id)!;
    const apart = (p: Point) => Math.hypot(p.x - still.x, p.y - still.y);
    const angle = (p: Point) => (Math.atan2(p.y - still.y, p.x - still.x) * 180) / Math.PI;
    const pane = () => paneAt(this.viewer.panes(), still);
    if (apart(before) < 1) return;
    this.viewer.set(zoom(this.viewer.get(), pane(), still, apart(at) / apart(before)));
    const turn = angle(before) - angle(at);
    if (this.viewer.get().tool === 'align') this.viewer.set(twist(this.viewer.get(), pane(), turn));
    else this.viewer.set(spin(this.viewer.get(), pane(), still, turn));
  }

  private lift = (event: PointerEvent) => {
    const at = this.at(event);
    if (!this.pointers.delete(event.pointerId)) return;
    const { grip, viewer } = this;
    this.grip = null;
    if (!grip) return;
    const far = Math.hypot(at.x - this.down.x, at.y - this.down.y);
    // By one drag, or by two clicks.
    if (grip.what === 'click' && (!this.begun || far > still)) this.point(viewer.get().tool === 'correspondence' ? paneAt(viewer.panes(), at) : grip.pane, at);
    if (grip.what === 'to' && viewer.get().tool === 'profile' && (far > still || !this.half)) {
      this.half = false;
      viewer.set({ tool: 'pan' });
    }
  };

  /** point adds a place to what is being drawn. */
  point(pane: Pane, at: Point) {
    const s = this.viewer.get();
    if (!drawing(s.tool)) return;
    const { clicks } = this.viewer.shows();
    const one = click(s, pane, at, sideWanted(s.tool, clicks));
    // In side by side each place must lie on its own mark.
    if (pane.side !== 'both' && one.side !== pane.side) return;
    this.done([...clicks, one].slice(0, needed(s.tool)), false);
  }

  private half = false;

  /** section takes one end of the profile and then the other. */
  section(pane: Pane, at: Point) {
    const s = this.viewer.get();
    this.viewer.set(this.half ? ended(s, pane, 'to', at) : started(s, pane, at));
    this.half = !this.half;
  }

  private latest: Point | null = null;

  /** again tells whether the crosshair stands where it stood at the last Enter. */
  again(at: Point): boolean {
    const is = this.latest !== null && this.latest.x === at.x && this.latest.y === at.y;
    this.latest = is ? null : at;
    return is;
  }

  /** done makes a figure of the places, or keeps them until there are enough. */
  done(clicks = this.viewer.shows().clicks, end = true) {
    const figure = finished(this.viewer.get().tool, clicks, end);
    this.viewer.show({ clicks: figure ? [] : clicks });
    if (figure) this.onFigure(figure);
  }

  private double = (event: MouseEvent) => {
    const s = this.viewer.get();
    if (s.tool === 'pan') {
      // What was pointed at comes to the middle: panning without dragging.
      const at = this.at(event);
      const pane = paneAt(this.viewer.panes(), at);
      this.viewer.set(pan(s, pane, pane.box.x + pane.box.width / 2 - at.x, pane.box.y + pane.box.height / 2 - at.y));
    }
    if (s.tool !== 'polyline') return;
    // The second click of the double one is the same place again.
    this.done(this.viewer.shows().clicks.slice(0, -1));
  };

  private hover(at: Point) {
    const s = this.viewer.get();
    const { cells, cellUm, hovered } = this.viewer.shows();
    if (!s.cells || cells.length === 0) return;
    const pane = paneAt(this.viewer.panes(), at);
    const found = cellAt(cells, layout(cells, this.viewer.engine, cellUm), toPlace(pane.view, pane.box, at));
    if (found !== hovered) this.viewer.show({ hovered: found });
  }

  private leave = () => {
    if (this.viewer.shows().hovered >= 0) this.viewer.show({ hovered: -1 });
  };

  private wheel = (event: WheelEvent) => {
    event.preventDefault();
    const at = this.at(event);
    const s = this.viewer.get();
    const pane = paneAt(this.viewer.panes(), at);
    // Some browsers turn the wheel sideways while Shift is down.
    const turn = (event.deltaY || event.deltaX) * (event.deltaMode === 1 ? 20 : 1);
    if (event.shiftKey || event.altKey) {
      const deg = -turn / 60;
      this.viewer.set(s.tool === 'align' ? twist(s, pane, deg) : spin(s, pane, at, deg));
    } else this.viewer.set(zoom(s, pane, at, Math.exp(-turn / 500)));
  };
}
