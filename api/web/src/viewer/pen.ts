// Strokes that can be seen on any ground: dark below, colour above.
import type { Point } from './pose';

export type Stroke = 'solid' | 'dashed' | 'dotted';

const dashes: Record<Stroke, number[]> = { solid: [], dashed: [7, 5], dotted: [2, 4] };

export class Pen {
  constructor(readonly ctx: CanvasRenderingContext2D) {}

  /** line through points, closed if wanted. */
  line(points: Point[], colour: string, { width = 1.5, stroke = 'solid' as Stroke, closed = false } = {}) {
    if (points.length === 0) return;
    this.stroked(colour, width, stroke, () => {
      points.forEach((p, i) => (i === 0 ? this.ctx.moveTo(p.x, p.y) : this.ctx.lineTo(p.x, p.y)));
      if (closed) this.ctx.closePath();
    });
  }

  circle(at: Point, radius: number, colour: string, { width = 1.5, fill = '' } = {}) {
    if (fill) {
      this.ctx.beginPath();
      this.ctx.arc(at.x, at.y, radius, 0, 2 * Math.PI);
      this.ctx.fillStyle = fill;
      this.ctx.fill();
    }
    this.stroked(colour, width, 'solid', () => this.ctx.arc(at.x, at.y, radius, 0, 2 * Math.PI));
  }

  cross(at: Point, arm: number, colour: string) {
    this.line([{ x: at.x - arm, y: at.y }, { x: at.x + arm, y: at.y }], colour);
    this.line([{ x: at.x, y: at.y - arm }, { x: at.x, y: at.y + arm }], colour);
  }

  /** text on a plate of its own; returns the plate's width. */
  text(text: string, at: Point, { align = 'left' as CanvasTextAlign, colour = '#fff', size = 12, plate = 'rgba(16,18,20,.78)' } = {}): number {
    const { ctx } = this;
    ctx.font = `${size}px system-ui, "Segoe UI", "Liberation Sans", sans-serif`;
    ctx.textBaseline = 'middle';
    ctx.textAlign = 'left';
    const width = ctx.measureText(text).width + 8;
    const x = align === 'center' ? at.x - width / 2 : align === 'right' ? at.x - width : at.x;
    ctx.fillStyle = plate;
    ctx.fillRect(x, at.y - size * 0.72, width, size * 1.44);
    ctx.fillStyle = colour;
    ctx.fillText(text, x + 4, at.y + 0.5);
    return width;
  }

  private stroked(colour: string, width: number, stroke: Stroke, path: () => void) {
    const { ctx } = this;
    ctx.beginPath();
    path();
    ctx.setLineDash([]);
    ctx.lineWidth = width + 2;
    ctx.strokeStyle = 'rgba(0,0,0,.55)';
    ctx.stroke();
    ctx.setLineDash(dashes[stroke]);
    ctx.lineWidth = width;
    ctx.strokeStyle = colour;
    ctx.stroke();
    ctx.setLineDash([]);
  }
}
