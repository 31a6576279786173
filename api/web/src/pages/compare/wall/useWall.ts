import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { NoGraphics } from '../../../viewer/renderer';
import type { Box, View } from '../../../viewer/view';
import { Wall, type Hanging, type Hung } from '../../../viewer/wall';
import type { Piece } from './hung';

interface Props {
  pieces: Piece[];
  boxes: Map<string, Box>;
  /** null shows every mark whole. */
  view: View | null;
  hanging: Hanging;
  width: number;
  height: number;
}

/** useWall draws the wall on a canvas; failed says that the browser cannot. */
export function useWall({ pieces, boxes, view, hanging, width, height }: Props) {
  const [wall, setWall] = useState<Wall | null>(null);
  const [failed, setFailed] = useState(false);
  const made = useRef<Wall | null>(null);

  const ref = useCallback((canvas: HTMLCanvasElement | null) => {
    if (!canvas) {
      made.current?.destroy();
      made.current = null;
      return;
    }
    try {
      made.current = new Wall(canvas, () => setFailed(true));
      setWall(made.current);
    } catch (error) {
      if (!(error instanceof NoGraphics)) throw error;
      setFailed(true);
    }
  }, []);

  // The same list as long as the same marks hang there the same way.
  const known = useRef<Hung[]>([]);
  const now = pieces.flatMap((piece) => (piece.hung ? [piece.hung] : []));
  const same = now.length === known.current.length && now.every((one, i) => one.id === known.current[i]!.id && one.surface === known.current[i]!.surface && sameAs(one.pose, known.current[i]!.pose));
  useEffect(() => {
    if (!same) known.current = now;
  });
  const hung = same ? known.current : now;

  useEffect(() => wall?.hang(hung), [wall, hung]);
  useEffect(() => {
    const box = boxes.values().next().value;
    if (!wall || !box || width === 0 || hung.length === 0) return;
    wall.show(boxes, view ?? wall.whole(box), hanging, width, height);
  }, [wall, hung, boxes, view, hanging, width, height]);

  const whole = useCallback((box: Box) => made.current?.whole(box) ?? { x: 0, y: 0, scale: 0.05, deg: 0 }, []);
  return { canvas: useMemo(() => ({ ref, whole }), [ref, whole]), failed };
}

const sameAs = (a: Hung['pose'], b: Hung['pose']) => a === b || (a !== null && b !== null && a.deg === b.deg && a.x === b.x && a.y === b.y);
