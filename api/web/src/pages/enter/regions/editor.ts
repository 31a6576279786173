// What a person does to a region, with every step to be taken back.
import { cornerAt, inserted, moved, removed, resized, type Corner, type Shape } from './shape';

export interface Chosen {
  shape: number;
  /** Of a polygon. */
  corner?: number;
}

export interface Editor {
  shapes: Shape[];
  chosen?: Chosen;
  past: Shape[][];
  future: Shape[][];
  /** Steps with the same name, one after the other, are one step to take back. */
  step?: string;
}

export type Action =
  | { type: 'begin'; shapes: Shape[] }
  | { type: 'choose'; chosen?: Chosen }
  | { type: 'next'; by: 1 | -1 }
  | { type: 'nudge'; dx: number; dy: number }
  | { type: 'drag'; dx: number; dy: number; from: Shape; step: string }
  | { type: 'corner'; to: Corner; step: string }
  | { type: 'radius'; r: number; step: string }
  | { type: 'insert'; after?: number; at?: Corner }
  | { type: 'remove' }
  | { type: 'add'; shape: Shape }
  | { type: 'cut'; shape: number; cut: boolean }
  | { type: 'undo' }
  | { type: 'redo' };

export const begun = (shapes: Shape[]): Editor => ({ shapes, past: [], future: [], chosen: shapes.length > 0 ? { shape: 0 } : undefined });

const most = 200;

export function edit(state: Editor, action: Action): Editor {
  const { shapes, chosen } = state;
  const shape = chosen && shapes[chosen.shape];
  const stepped = (next: Shape[], step?: string, at = chosen): Editor => ({
    shapes: next, chosen: at, future: [], step,
    past: step !== undefined && step === state.step ? state.past : [...state.past, shapes].slice(-most),
  });
  const change = (to: Shape, step?: string, at = chosen) => stepped(shapes.map((one, i) => (i === chosen?.shape ? to : one)), step, at);

  switch (action.type) {
    case 'begin':
      return begun(action.shapes);
    case 'choose':
      return { ...state, chosen: action.chosen, step: undefined };
    case 'next': {
      if (!shape) return { ...state, chosen: shapes.length > 0 ? { shape: 0 } : undefined };
      const count = shape.polygon?.length ?? 0;
      if (count === 0) return state;
      const from = chosen.corner ?? (action.by > 0 ? -1 : count);
      return { ...state, step: undefined, chosen: { shape: chosen.shape, corner: (from + action.by + count) % count } };
    }
    case 'nudge': {
      if (!shape) return state;
      const step = `nudge.${chosen.shape}.${chosen.corner ?? ''}`;
      const corner = chosen.corner === undefined ? undefined : shape.polygon?.[chosen.corner];
      if (corner) return change(cornerAt(shape, chosen.corner!, [corner[0] + action.dx, corner[1] + action.dy]), step);
      return change(moved(shape, action.dx, action.dy), step);
    }
    case 'drag':
      return shape ? change(moved(action.from, action.dx, action.dy), action.step) : state;
    case 'corner':
      return shape?.polygon && chosen!.corner !== undefined ? change(cornerAt(shape, chosen!.corner, action.to), action.step) : state;
    case 'radius':
      return shape?.circle ? change(resized(shape, action.r), action.step) : state;
    case 'insert': {
      const after = action.after ?? chosen?.corner;
      if (!shape?.polygon || after === undefined) return state;
      return change(inserted(shape, after, action.at), undefined, { shape: chosen!.shape, corner: after + 1 });
    }
    case 'remove': {
      if (!shape) return state;
      if (chosen.corner !== undefined && shape.polygon) {
        if (shape.polygon.length <= 3) return state;
        return change(removed(shape, chosen.corner), undefined, { shape: chosen.shape, corner: chosen.corner % (shape.polygon.length - 1) });
      }
      const rest = shapes.filter((_, i) => i !== chosen.shape);
      return { ...stepped(rest), chosen: rest.length > 0 ? { shape: Math.max(0, chosen.shape - 1) } : undefined };
    }
    case 'add':
      return stepped([...shapes, action.shape], undefined, { shape: shapes.length });
    case 'cut':
      return stepped(shapes.map((one, i) => (i === action.shape ? { ...one, cut: action.cut || undefined } : one)));
    case 'undo': {
      const last = state.past.at(-1);
      if (!last) return state;
      return { shapes: last, past: state.past.slice(0, -1), future: [shapes, ...state.future], chosen: fitting(last, chosen) };
    }
    case 'redo': {
      const [next, ...later] = state.future;
      if (!next) return state;
      return { shapes: next, past: [...state.past, shapes], future: later, chosen: fitting(next, chosen) };
    }
  }
}

/** fitting is what was chosen, as far as it is still there. */
function fitting(shapes: Shape[], chosen: Chosen | undefined): Chosen | undefined {
  const shape = chosen && shapes[chosen.shape];
  if (!shape) return shapes.length > 0 ? { shape: shapes.length - 1 } : undefined;
  return chosen.corner !== undefined && chosen.corner >= (shape.polygon?.length ?? 0) ? { shape: chosen.shape } : chosen;
}
