import { useRef, type PointerEvent } from 'react';
import { ground } from '../../../viewer/renderer';
import { placed, spot, type Light } from '../../../viewer/light';
import classes from './Bench.module.css';

const side = 52;
const radius = side / 2 - 2;

/** LightBall shows where the lamp stands, and is dragged. Sliders beside it do the same by keys. */
export function LightBall({ light, onLight }: { light: Light; onLight: (light: Light) => void }) {
  const ball = useRef<SVGSVGElement>(null);
  const at = spot(light);
  const drag = (event: PointerEvent) => {
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId);
    else if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const box = ball.current!.getBoundingClientRect();
    onLight(placed((event.clientX - box.left - side / 2) / radius, (event.clientY - box.top - side / 2) / radius));
  };
  return (
    <svg ref={ball} className={classes.ball} width={side} height={side} aria-hidden onPointerDown={drag} onPointerMove={drag} data-testid="light-ball">
      <circle cx={side / 2} cy={side / 2} r={radius} fill={ground} stroke="var(--mantine-color-default-border)" />
      <circle cx={side / 2} cy={side / 2} r={radius / 2} fill="none" stroke="#6b7075" strokeDasharray="2 3" />
      <line x1={side / 2} y1={side / 2} x2={side / 2 + at.x * radius} y2={side / 2 + at.y * radius} stroke="#ffe066" strokeWidth={1} />
      <circle cx={side / 2 + at.x * radius} cy={side / 2 + at.y * radius} r={6} fill="#ffe066" stroke="#3a3a3a" />
    </svg>
  );
}
