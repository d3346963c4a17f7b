// Where the parts of the Sand-Mill picture stand. Pure: counts decide nothing but the wheel's speed, so the picture
// keeps its shape whatever the shop looks like.

export const VIEW = { width: 760, height: 682 };

const AXIS = 376;
const FUNNEL = { top: 14, bottom: 302, widest: 286, neck: 60, gap: 5 };
const BANDS = 4;
const STEPS = 10;

export const WHEEL = { x: AXIS, y: 456, rim: 118, hub: 56, paddle: 15, paddles: 14 };
export const STREAM = { x: AXIS, from: FUNNEL.bottom, to: WHEEL.y - WHEEL.rim - WHEEL.paddle };

/** Half the funnel's width at a depth of 0 (mouth) to 1 (neck): it closes fast, then slowly, as hoppers do. */
export function halfWidth(depth: number): number {
  return FUNNEL.neck + (FUNNEL.widest - FUNNEL.neck) * (1 - depth) ** 1.5;
}

export interface Band {
  path: string;
  /** middle, where its words stand */
  x: number;
  y: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** One band of the funnel, 0 on top. */
export function band(index: number): Band {
  const height = (FUNNEL.bottom - FUNNEL.top) / BANDS;
  const top = FUNNEL.top + index * height;
  const bottom = top + height - FUNNEL.gap;
  const edge = Array.from({ length: STEPS + 1 }, (_, step) => {
    const y = top + ((bottom - top) * step) / STEPS;
    return { y, half: halfWidth((y - FUNNEL.top) / (FUNNEL.bottom - FUNNEL.top)) };
  });
  const right = edge.map(({ y, half }) => `${round(AXIS + half)} ${round(y)}`);
  const left = edge.toReversed().map(({ y, half }) => `${round(AXIS - half)} ${round(y)}`);
  const middle = (top + bottom) / 2;
  const half = halfWidth((middle - FUNNEL.top) / (FUNNEL.bottom - FUNNEL.top));
  return {
    path: `M${[...right, ...left].join(' L')} Z`,
    x: AXIS,
    y: middle,
    left: AXIS - half,
    right: AXIS + half,
    top,
    bottom,
  };
}

/** Angles of the paddles, in degrees. */
export function paddles(): number[] {
  return Array.from({ length: WHEEL.paddles }, (_, index) => (360 / WHEEL.paddles) * index);
}

/**
 * Seconds for one turn of the wheel: a shop whose customers come back turns fast, one where nobody does stands still.
 * @param share of customers who came back, 0 to 1
 */
export function turnSeconds(share: number): number | null {
  if (!(share > 0)) return null;
  const clamped = Math.min(share, 1);
  return Math.round(90 - 78 * Math.sqrt(clamped));
}

/** The heap of sand at the base, half of it for each kind of advocacy. */
export function dune(side: 'left' | 'right'): string {
  const { height } = VIEW;
  const floor = height - 6;
  const crest = height - 88;
  const reach = side === 'left' ? -280 : 280;
  const inner = side === 'left' ? -2.5 : 2.5;
  return [
    `M${AXIS + inner} ${crest}`,
    `C${AXIS + reach * 0.35} ${crest} ${AXIS + reach * 0.6} ${floor - 10} ${AXIS + reach} ${floor}`,
    `L${AXIS + inner} ${floor} Z`,
  ].join(' ');
}

/** The way from the base back to the mouth of the funnel. */
export function returnPath(): string {
  const right = VIEW.width - 14;
  const floor = VIEW.height - 22;
  return `M${AXIS + 250} ${floor} C${right + 14} ${floor - 10} ${right} ${floor - 90} ${right} ${floor - 190} L${right} 66 Q${right} 26 ${right - 40} 26`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
