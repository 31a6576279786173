import { useId } from 'react';
import { endOf, pathOf, type Shape } from './shape';

export interface LayerProps {
  shapes: Shape[];
  colour: string;
  label: string;
  /** What is shown beside what is in force. */
  dashed?: boolean;
  /** Points of the original a pixel of the screen. */
  unit: number;
}

/** Layer is a region on the picture: its outlines, what lies inside, its name. */
export function Layer({ shapes, colour, label, dashed, unit }: LayerProps) {
  const mask = useId();
  // Of two outlines of one mark the names stand at either end.
  const end = endOf(shapes, dashed ? 'bottom' : 'top');
  if (!end) return null;
  return (
    <g pointerEvents="none">
      {!dashed && (
        <>
          <mask id={mask} maskUnits="userSpaceOnUse" x="-100000" y="-100000" width="200000" height="200000">
            {shapes.map((one, i) => <path key={i} d={pathOf(one)} fill={one.cut ? 'black' : 'white'} fillRule="evenodd" />)}
          </mask>
          <g mask={`url(#${mask})`}>
            <rect x="-100000" y="-100000" width="200000" height="200000" fill={colour} opacity={0.16} />
          </g>
        </>
      )}
      {shapes.map((one, i) => (
        <g key={i} fill="none" strokeLinejoin="round">
          <path d={pathOf(one)} stroke="#000" strokeOpacity={0.6} strokeWidth={3.5 * unit} strokeDasharray={dashed ? `${6 * unit} ${4 * unit}` : undefined} />
          <path d={pathOf(one)} stroke={colour} strokeWidth={1.6 * unit} strokeDasharray={dashed ? `${6 * unit} ${4 * unit}` : undefined} />
        </g>
      ))}
      <text
        x={end[0]} y={end[1] + (dashed ? 16 : -6) * unit} fontSize={13 * unit} textAnchor="middle" fontWeight={600}
        fill={colour} stroke="#000" strokeWidth={3 * unit} paintOrder="stroke" strokeLinejoin="round"
      >
        {label}
      </text>
    </g>
  );
}
