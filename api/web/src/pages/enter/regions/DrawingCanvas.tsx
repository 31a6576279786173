import { useRef, useState, type PointerEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../text/format';
import { Canvas } from './Canvas';
import { Handles, type Grabbed } from './Handles';
import { actionOf, directionOf } from './keys';
import { colours } from './kinds';
import { Layer } from './Layer';
import { edgeNear, type Corner, type Shape } from './shape';
import type { Tool } from './Tools';
import type { Drawing } from './useDrawing';
import type { Size, View } from './view';

interface Props {
  href: string;
  size: Size;
  view: View | undefined;
  setView: (change: (view: View) => View) => void;
  onWindow: (window: Size) => void;
  label: string;
  name?: string;
  drawing: Drawing;
  tool: Tool;
  setTool: (tool: Tool) => void;
  kindName: string;
  children: (unit: number) => ReactNode;
}

interface Drag {
  what: Grabbed;
  from: Corner;
  shape: Shape;
  step: string;
}

/** DrawingCanvas is the picture on which a region is drawn: with the pointer, or with the keys. */
export function DrawingCanvas({ drawing, tool, setTool, kindName, children, ...canvas }: Props) {
  const { t } = useTranslation('enter');
  const format = useFormat();
  const { editor, dispatch, kind } = drawing;
  const { shapes, chosen } = editor;
  const drag = useRef<Drag | undefined>(undefined);
  const steps = useRef(0);
  // A polygon or circle that is not finished yet.
  const [corners, setCorners] = useState<Corner[]>([]);
  const [pointer, setPointer] = useState<Corner>();
  const [centre, setCentre] = useState<Corner>();
  const colour = colours[kind ?? 'breech_face'];

  const finish = () => {
    if (corners.length >= 3) {
      dispatch({ type: 'add', shape: { polygon: corners } });
      setTool('choose');
    }
    setCorners([]);
  };
  const radius = centre && pointer ? Math.hypot(pointer[0] - centre[0], pointer[1] - centre[1]) : 0;

  const press = (at: Corner, event: PointerEvent): boolean => {
    setPointer(at);
    if (tool === 'polygon') {
      // The second press of a double click is where the first one was.
      if (event.detail < 2) setCorners([...corners, at]);
      return true;
    }
    if (tool === 'circle') {
      setCentre(at);
      return true;
    }
    return drag.current !== undefined;
  };

  const move = (at: Corner) => {
    setPointer(at);
    const held = drag.current;
    if (!held) return;
    switch (held.what.kind) {
      case 'shape':
        return dispatch({ type: 'drag', dx: at[0] - held.from[0], dy: at[1] - held.from[1], from: held.shape, step: held.step });
      case 'radius':
        return dispatch({ type: 'radius', r: Math.hypot(at[0] - held.shape.circle!.x, at[1] - held.shape.circle!.y), step: held.step });
      default:
        return dispatch({ type: 'corner', to: at, step: held.step });
    }
  };

  const release = () => {
    drag.current = undefined;
    if (!centre) return;
    if (radius >= 2) {
      dispatch({ type: 'add', shape: { circle: { x: centre[0], y: centre[1], r: radius } } });
      setTool('choose');
    }
    setCentre(undefined);
  };

  const grab = (event: PointerEvent, what: Grabbed, at: Corner) => {
    if (tool !== 'choose' || event.button !== 0) return;
    dispatch({ type: 'choose', chosen: { shape: what.shape, corner: what.kind === 'corner' ? what.corner : undefined } });
    if (what.kind === 'edge') dispatch({ type: 'insert', after: what.after, at });
    drag.current = { what, from: at, shape: shapes[what.shape]!, step: `drag.${++steps.current}` };
  };

  const twice = (at: Corner) => {
    if (tool === 'polygon') return finish();
    const polygon = chosen && shapes[chosen.shape]?.polygon;
    if (tool === 'choose' && polygon) dispatch({ type: 'insert', after: edgeNear(polygon, at), at });
  };

  return (
    <Canvas
      {...canvas} cursor={tool === 'pan' ? 'grab' : tool === 'choose' ? 'default' : 'crosshair'} press={press} move={move} release={release} twice={twice}
      keys={(event) => {
        if (event.key === 'Enter' && corners.length > 0) return finish(), true;
        if (event.key === 'Escape') return setCorners([]), setCentre(undefined), setTool('choose'), dispatch({ type: 'choose' }), true;
        if (event.key === 'Backspace' && corners.length > 0) return setCorners(corners.slice(0, -1)), true;
        if (directionOf(event) && !chosen) return false; // the picture is moved instead
        const action = actionOf(event);
        if (action) dispatch(action);
        return action !== undefined;
      }}
    >
      {(unit, at) => (
        <>
          {children(unit)}
          <Layer shapes={shapes} colour={colour} label={kindName} unit={unit} />
          {tool === 'choose' && <Handles shapes={shapes} chosen={chosen} colour={colour} unit={unit} grab={(event, what) => grab(event, what, at(event))} />}
          {corners.length > 0 && (
            <g pointerEvents="none">
              <path d={`M${[...corners, ...(pointer ? [pointer] : [])].map(([x, y]) => `${x} ${y}`).join('L')}`} fill={colour} fillOpacity={0.15} stroke={colour} strokeWidth={2 * unit} />
              {corners.map(([x, y], i) => <circle key={i} cx={x} cy={y} r={4 * unit} fill={colour} stroke="#000" strokeWidth={unit} />)}
            </g>
          )}
          {centre && radius > 0 && (
            <g pointerEvents="none">
              <circle cx={centre[0]} cy={centre[1]} r={radius} fill={colour} fillOpacity={0.15} stroke={colour} strokeWidth={2 * unit} />
              <text x={centre[0]} y={centre[1]} fontSize={12 * unit} fill="#fff" textAnchor="middle">{t('regions.radiusIs', { r: format.number(radius, 1) })}</text>
            </g>
          )}
        </>
      )}
    </Canvas>
  );
}
