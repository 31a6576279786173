import { useId } from 'react';
import { useFormat } from '../../text/format';
import classes from './Bars.module.css';
import type { Bar } from './turnaround';

interface Props {
  bars: Bar[];
  /** What the drawing says, in words. */
  label: string;
  /** What stands under a bar. */
  name: (bar: Bar, index: number) => string;
  /** What stands at the line between what is in time and what is late. */
  target: string;
}

const height = 88;
const step = 44;

/** Bars draw how many took how long. What is late is hatched and stands right of a line: colour is not needed to see it. */
export function Bars({ bars, label, name, target }: Props) {
  const format = useFormat();
  const hatch = useId();
  const most = Math.max(1, ...bars.map((bar) => bar.count));
  const first = bars.findIndex((bar) => bar.late);
  const width = bars.length * step;
  return (
    <svg className={classes.bars} viewBox={`0 0 ${width} ${height + 38}`} role="img" aria-label={label} style={{ maxWidth: width }}>
      <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="6" height="6" className={classes.late} />
        <line x1="0" y1="0" x2="0" y2="6" className={classes.hatch} />
      </pattern>
      {bars.map((bar, i) => {
        const tall = bar.count === 0 ? 0 : Math.max(3, (bar.count / most) * (height - 16));
        return (
          <g key={bar.to}>
            <rect className={bar.late ? undefined : classes.good} fill={bar.late ? `url(#${hatch})` : undefined} x={i * step + 7} y={height + 6 - tall} width={step - 14} height={tall} />
            <text className={classes.count} x={(i + 0.5) * step} y={height + 1 - tall}>{format.number(bar.count)}</text>
            <text className={classes.name} x={(i + 0.5) * step} y={height + 20}>{name(bar, i)}</text>
          </g>
        );
      })}
      <line className={classes.axis} x1="0" x2={width} y1={height + 6} y2={height + 6} />
      {first > 0 && (
        <>
          <line className={classes.target} x1={first * step} x2={first * step} y1="0" y2={height + 24} />
          <text className={classes.name} x={first * step} y={height + 35}>{target}</text>
        </>
      )}
    </svg>
  );
}
