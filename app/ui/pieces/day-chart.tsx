import { useId } from 'react';
import { useFormat } from '../format/use-format.ts';

const WIDTH = 640;
const HEIGHT = 150;
const EDGE = { top: 10, right: 8, bottom: 22, left: 8 };

interface Point {
  at: number;
  value: number;
}

/** One line over days, from nothing upwards, with its highest and latest value named. Its twin is a table. */
export function DayChart(props: {
  title: string;
  points: Point[];
  show: (value: number) => string;
  tone?: 'size' | 'won';
}) {
  const { points, show, title } = props;
  const format = useFormat();
  const name = useId();
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return null;
  const top = Math.max(1, ...points.map(({ value }) => value));
  const x = (index: number) => EDGE.left + (index / Math.max(1, points.length - 1)) * (WIDTH - EDGE.left - EDGE.right);
  const y = (value: number) => HEIGHT - EDGE.bottom - (Math.max(0, value) / top) * (HEIGHT - EDGE.top - EDGE.bottom);
  const line = points.map(
    ({ value }, index) => `${index === 0 ? 'M' : 'L'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`,
  );
  const base = HEIGHT - EDGE.bottom;
  return (
    <figure className="day-chart" data-tone={props.tone ?? 'size'} aria-labelledby={name}>
      <figcaption id={name}>{title}</figcaption>
      <div className="day-chart-plot">
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          role="img"
          aria-label={words(props, format.day)}
          preserveAspectRatio="none"
        >
          <path
            d={`M${EDGE.left} ${y(top)}H${WIDTH - EDGE.right}M${EDGE.left} ${base}H${WIDTH - EDGE.right}`}
            className="day-chart-rule"
          />
          <path d={`${line.join('')}L${x(points.length - 1)} ${base}L${x(0)} ${base}Z`} className="day-chart-area" />
          <path d={line.join('')} className="day-chart-line" />
        </svg>
        <span className="day-chart-top">{show(top)}</span>
      </div>
      <div className="day-chart-days" aria-hidden="true">
        <span>{format.day(first.at)}</span>
        <span>{format.day(last.at)}</span>
      </div>
    </figure>
  );
}

function words({ title, points, show }: Parameters<typeof DayChart>[0], day: (at: number) => string): string {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return title;
  return `${title}: ${day(first.at)} ${show(first.value)}, ${day(last.at)} ${show(last.value)}`;
}
