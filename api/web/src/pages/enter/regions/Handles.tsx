import type { PointerEvent } from 'react';
import type { Chosen } from './editor';
import { pathOf, type Shape } from './shape';

interface Props {
  shapes: Shape[];
  chosen: Chosen | undefined;
  colour: string;
  unit: number;
  grab: (event: PointerEvent, what: Grabbed) => void;
}

/** What the pointer took hold of. */
export type Grabbed =
  | { kind: 'shape'; shape: number }
  | { kind: 'corner'; shape: number; corner: number }
  | { kind: 'radius'; shape: number }
  | { kind: 'edge'; shape: number; after: number };

/** Handles are what the pointer takes hold of: figures, corners, the middles of edges, a circle's radius. */
export function Handles({ shapes, chosen, colour, unit, grab }: Props) {
  const shape = chosen && shapes[chosen.shape];
  return (
    <g>
      {shapes.map((one, i) => (
        <path
          key={i} d={pathOf(one)} fill={colour} fillOpacity={0.01} fillRule="evenodd" stroke={colour} strokeOpacity={0.01} strokeWidth={10 * unit} style={{ cursor: 'move' }}
          onPointerDown={(event) => grab(event, { kind: 'shape', shape: i })}
        />
      ))}
      {shape && <path d={pathOf(shape)} fill="none" stroke="#fff" strokeWidth={2.2 * unit} pointerEvents="none" />}
      {shape?.polygon?.map(([x, y], i, all) => {
        const [nx, ny] = all[(i + 1) % all.length]!;
        const near = chosen?.corner === i || (chosen?.corner !== undefined && (i + 1) % all.length === chosen.corner);
        return (
          <g key={i}>
            {near && (
              <circle
                cx={(x + nx) / 2} cy={(y + ny) / 2} r={5 * unit} fill="#000" fillOpacity={0.6} stroke="#fff" strokeWidth={1.4 * unit} style={{ cursor: 'copy' }}
                onPointerDown={(event) => grab(event, { kind: 'edge', shape: chosen!.shape, after: i })}
              />
            )}
            <rect
              x={x - 5 * unit} y={y - 5 * unit} width={10 * unit} height={10 * unit} fill={chosen?.corner === i ? '#fff' : colour} stroke="#000" strokeWidth={(chosen?.corner === i ? 2.5 : 1.2) * unit}
              style={{ cursor: 'grab' }} onPointerDown={(event) => grab(event, { kind: 'corner', shape: chosen!.shape, corner: i })}
            />
          </g>
        );
      })}
      {shape?.circle && (
        <rect
          x={shape.circle.x + shape.circle.r - 6 * unit} y={shape.circle.y - 6 * unit} width={12 * unit} height={12 * unit} fill="#fff" stroke="#000" strokeWidth={1.5 * unit}
          style={{ cursor: 'ew-resize' }} onPointerDown={(event) => grab(event, { kind: 'radius', shape: chosen!.shape })}
        />
      )}
    </g>
  );
}
