// Many marks beside each other, each in register with one of them, in one light.
import { towards, type Light } from './light';
import { laid, type Pose } from './pose';
import { Renderer, type Panel, type Plate } from './renderer';
import { outline, range, type Surface } from './surface';
import { fitted, type Box, type View } from './view';

export interface Hung {
  id: string;
  surface: Surface;
  /** Lays the mark into the reference's frame; null while that is not known. */
  pose: Pose | null;
}

export interface Hanging {
  light: Light;
  relief: number;
  coloured: boolean;
  brightness: number;
  contrast: number;
}

const sharpest = 2;

/** tiles are the places of so many pictures of one size on a wall, row by row, as large as they can be. */
export function tiles(count: number, width: number, height: number, caption: number, gap: number): Box[] {
  let best = { columns: 1, side: 0 };
  for (let columns = 1; columns <= Math.max(1, count); columns++) {
    const rows = Math.ceil(count / columns);
    const side = Math.min((width - gap * (columns - 1)) / columns, (height - gap * (rows - 1)) / rows - caption);
    if (side > best.side) best = { columns, side };
  }
  const side = Math.floor(best.side);
  const left = Math.floor((width - best.columns * side - gap * (best.columns - 1)) / 2);
  return Array.from({ length: count }, (_, i) => ({
    x: left + (i % best.columns) * (side + gap), y: Math.floor(i / best.columns) * (side + caption + gap) + caption, width: side, height: side,
  }));
}

export class Wall {
  private readonly renderer: Renderer;
  private plates = new Map<string, Plate>();
  private frame = 0;
  private rise = 1;
  private heights: [number, number] = [-1, 1];
  private hung: Hung[] = [];
  private gone = false;

  /** Throws NoGraphics where the browser has no WebGL2. */
  constructor(private readonly canvas: HTMLCanvasElement, onLost: () => void) {
    this.renderer = new Renderer(canvas);
    canvas.addEventListener('webglcontextlost', () => !this.gone && onLost(), { once: true });
  }

  /** hang puts marks on the wall; those that are there already stay as they are. */
  hang(marks: Hung[]) {
    this.hung = marks;
    for (const [id, plate] of this.plates)
      if (!marks.some((one) => one.id === id)) {
        this.renderer.drop(plate);
        this.plates.delete(id);
      }
    for (const { id, surface } of marks) if (!this.plates.has(id)) this.plates.set(id, this.renderer.plate(surface));
    const all = [...this.plates.values()];
    if (all.length === 0) return;
    this.rise = 0.4 / Math.max(...all.map((p) => p.relief.roughness));
    const ranges = all.map((p) => range(p.surface, 20));
    this.heights = [Math.min(...ranges.map((r) => r[0])), Math.max(...ranges.map((r) => r[1]))];
  }

  /** whole is the view that shows every mark whole in a tile. */
  whole(box: Box): View {
    return fitted(box, this.hung.flatMap(({ surface, pose }) => (pose ? outline(surface).map((p) => laid(pose, p)) : [])));
  }

  show(boxes: Map<string, Box>, view: View, hanging: Hanging, width: number, height: number) {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => {
      const start = performance.now();
      const ratio = Math.min(window.devicePixelRatio || 1, sharpest);
      this.canvas.width = Math.max(1, Math.round(width * ratio));
      this.canvas.height = Math.max(1, Math.round(height * ratio));
      this.renderer.draw(this.panels(boxes, view, hanging), ratio);
      performance.measure('viewer:frame', { start, end: performance.now() });
    });
  }

  private panels(boxes: Map<string, Box>, view: View, h: Hanging): Panel[] {
    return this.hung.flatMap(({ id, pose, surface }): Panel[] => {
      const box = boxes.get(id);
      const plate = this.plates.get(id);
      if (!box || !plate || !pose) return [];
      const picture = surface.modality === 'reflectance';
      const half = 2.5 / h.contrast;
      const [low, high] = picture ? [-half - h.brightness, half - h.brightness] : this.heights;
      return [{
        box, view, way: 'one', a: { plate, pose },
        look: { light: towards(h.light), rise: this.rise * h.relief, coloured: h.coloured && !picture, low, high, spread: 1 },
      }];
    });
  }

  destroy() {
    this.gone = true;
    cancelAnimationFrame(this.frame);
    this.canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext();
  }
}
