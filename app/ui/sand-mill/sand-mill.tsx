import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { PLAIN_TINT, STAGE_TINTS } from '../meaning-colours.ts';
import type { HomeView, MillPart } from '../views/home-views.ts';
import { band, dune, paddles, returnPath, STREAM, turnSeconds, VIEW, WHEEL } from './geometry.ts';
import { flowInto, partAddress, partOf, returningShare } from './mill-words.ts';

const FUNNEL_PARTS: readonly MillPart[] = ['visitor', 'lead', 'mql', 'sql'];

type Mill = HomeView['mill'];

/**
 * The signature picture: a funnel before the first purchase, a wheel of repurchase, a base of advocacy that feeds the
 * funnel again. Hidden from screen readers and out of the tab order: the table beside it says the same, and a row that
 * has the focus lights up its part here.
 */
export function SandMill({ mill }: { mill: Mill }) {
  return (
    <svg
      className="mill-picture"
      viewBox={`0 0 ${VIEW.width} ${VIEW.height}`}
      width={VIEW.width}
      height={VIEW.height}
      aria-hidden="true"
      focusable="false"
    >
      <Patterns />
      <path className="mill-return" d={returnPath()} markerEnd="url(#mill-arrow)" />
      {FUNNEL_PARTS.map((part, index) => (
        <FunnelBand key={part} mill={mill} part={part} index={index} />
      ))}
      <Stream />
      <Wheel mill={mill} />
      <Base mill={mill} />
    </svg>
  );
}

function Patterns() {
  return (
    <defs>
      <marker id="mill-arrow" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="7" markerHeight="7" orient="auto">
        <path d="M0 0 L8 4 L0 8 Z" fill="#8a6d3b" />
      </marker>
      <pattern id="mill-hatch" width="7" height="7" patternTransform="rotate(45)" patternUnits="userSpaceOnUse">
        <rect width="7" height="7" fill="#fff" fillOpacity="0.55" />
        <line x1="0" y1="0" x2="0" y2="7" stroke="#fff" strokeOpacity="0.7" strokeWidth="4" />
      </pattern>
      <linearGradient id="mill-light" x1="0" x2="1">
        <stop offset="0" stopColor="#000" stopOpacity="0.09" />
        <stop offset="0.4" stopColor="#fff" stopOpacity="0.1" />
        <stop offset="1" stopColor="#000" stopOpacity="0.06" />
      </linearGradient>
      <radialGradient id="mill-glow" cx="0.4" cy="0.32" r="0.75">
        <stop offset="0" stopColor="#fff" stopOpacity="0.26" />
        <stop offset="0.6" stopColor="#fff" stopOpacity="0" />
        <stop offset="1" stopColor="#000" stopOpacity="0.1" />
      </radialGradient>
    </defs>
  );
}

function FunnelBand({ mill, part, index }: { mill: Mill; part: MillPart; index: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const shape = band(index);
  const { count, change } = partOf(mill, part);
  const into = flowInto(mill, part);
  return (
    <>
      <Part part={part}>
        <Shape part={part} d={shape.path} measured={count !== null} />
        <Words part={part} x={shape.x} y={shape.y} count={count} />
      </Part>
      <Change x={shape.right + 14} y={shape.y + 5} change={change} />
      {into !== null && (
        <text className="mill-flow" x={shape.left - 14} y={shape.y + 5} textAnchor="end">
          {t(`mill.into.${part}`, { count: into, number: format.number(into) })}
        </text>
      )}
    </>
  );
}

/** Sand runs from the funnel's neck onto the wheel. */
function Stream() {
  const grains = [0, 1, 2, 3, 4, 5];
  return (
    <g className="mill-stream">
      <line x1={STREAM.x} x2={STREAM.x} y1={STREAM.from} y2={STREAM.to + 4} />
      {grains.map((grain) => (
        <circle
          key={grain}
          cx={STREAM.x + ((grain * 7) % 11) - 5}
          cy={STREAM.from}
          r={2.2}
          style={{ animationDelay: `${grain * -0.23}s` }}
        />
      ))}
    </g>
  );
}

function Wheel({ mill }: { mill: Mill }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { x, y, rim, hub, paddle } = WHEEL;
  const customer = partOf(mill, 'customer');
  const loyal = partOf(mill, 'loyal');
  const returned = flowInto(mill, 'loyal');
  const first = flowInto(mill, 'customer');
  const seconds = turnSeconds(returningShare(mill));
  return (
    <>
      <g
        className={seconds === null ? undefined : 'mill-turning'}
        style={{ transformOrigin: `${x}px ${y}px`, animationDuration: `${seconds ?? 0}s` }}
      >
        {paddles().map((angle) => (
          <g key={angle} transform={`rotate(${angle} ${x} ${y})`}>
            <path
              className="mill-paddle"
              d={`M${x - 9} ${y - rim + 4} L${x - 13} ${y - rim - paddle} L${x + 7} ${y - rim - paddle} L${x + 9} ${y - rim + 4} Z`}
            />
          </g>
        ))}
      </g>
      <Part part="customer">
        <circle className="mill-shape" cx={x} cy={y} r={rim} fill={tint('customer').fill} />
        <circle cx={x} cy={y} r={rim} fill="url(#mill-glow)" />
        <Words part="customer" x={x} y={y - (rim + hub) / 2} count={customer.count} small />
      </Part>
      <g
        className={seconds === null ? undefined : 'mill-turning'}
        style={{ transformOrigin: `${x}px ${y}px`, animationDuration: `${seconds ?? 0}s` }}
      >
        {paddles().map((angle) => (
          <circle
            key={angle}
            className="mill-rivet"
            cx={x}
            cy={y - hub - 7}
            r={1.8}
            transform={`rotate(${angle} ${x} ${y})`}
          />
        ))}
      </g>
      <Part part="loyal">
        <circle className="mill-shape" cx={x} cy={y} r={hub} fill={tint('loyal').fill} />
        <circle cx={x} cy={y} r={hub} fill="url(#mill-glow)" />
        <Words part="loyal" x={x} y={y} count={loyal.count} />
      </Part>
      {first !== null && (
        <text className="mill-flow" x={x - rim - 32} y={y - 52} textAnchor="end">
          {t('mill.into.customer', { count: first, number: format.number(first) })}
        </text>
      )}
      {returned !== null && (
        <>
          <path
            className="mill-turn"
            d={`M${x - rim - 2} ${y + 74} A${rim + 28} ${rim + 28} 0 0 1 ${x - rim - 22} ${y - 22}`}
            markerEnd="url(#mill-arrow)"
          />
          <text className="mill-flow" x={x - rim - 38} y={y + 28} textAnchor="end">
            {t('mill.into.loyal', { count: returned, number: format.number(returned) })}
          </text>
        </>
      )}
      <Change x={x + rim + 26} y={y - 58} change={customer.change} of={t('stage.customer_other')} />
      <Change x={x + rim + 32} y={y + 6} change={loyal.change} of={t('stage.loyal_other')} />
    </>
  );
}

function Base({ mill }: { mill: Mill }) {
  const y = VIEW.height - 34;
  return (
    <>
      <Part part="referral">
        <Shape part="referral" d={dune('left')} measured={partOf(mill, 'referral').count !== null} />
        <Words part="referral" x={WHEEL.x - 82} y={y} count={partOf(mill, 'referral').count} small />
      </Part>
      <Part part="review">
        <Shape part="review" d={dune('right')} measured={partOf(mill, 'review').count !== null} />
        <Words part="review" x={WHEEL.x + 82} y={y} count={partOf(mill, 'review').count} small />
      </Part>
    </>
  );
}

/** A part opens its contacts; the row of the table is its twin for keyboards. */
function Part({ part, children }: { part: MillPart; children: ReactNode }) {
  const address = partAddress(part);
  if (!address) return <g data-part={part}>{children}</g>;
  return (
    <Link to={address} tabIndex={-1} data-part={part} className="mill-part">
      {children}
    </Link>
  );
}

function Shape({ part, d, measured }: { part: MillPart; d: string; measured: boolean }) {
  return (
    <>
      <path className="mill-shape" d={d} fill={tint(part).fill} />
      <path d={d} fill="url(#mill-light)" />
      {!measured && <path d={d} fill="url(#mill-hatch)" />}
    </>
  );
}

function Words(of: { part: MillPart; x: number; y: number; count: number | null; small?: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const ink = of.count === null ? '#4a3b22' : tint(of.part).ink;
  return (
    <text className="mill-words" x={of.x} textAnchor="middle" fill={ink}>
      <tspan className="mill-name" x={of.x} y={of.count === null ? of.y : of.y - (of.small ? 4 : 7)}>
        {t(`stage.${of.part}_other`)}
      </tspan>
      {of.count === null ? (
        <tspan className="mill-unmeasured" x={of.x} y={of.y + 15}>
          {t('mill.unmeasured')}
        </tspan>
      ) : (
        <tspan
          className={of.small ? 'mill-count mill-count-small' : 'mill-count'}
          x={of.x}
          y={of.y + (of.small ? 14 : 18)}
        >
          {format.number(of.count)}
        </tspan>
      )}
    </text>
  );
}

function Change({ x, y, change, of }: { x: number; y: number; change: number | null; of?: string }) {
  const format = useFormat();
  if (!change) return null;
  return (
    <text className="mill-change" x={x} y={y} data-sign={Math.sign(change)}>
      {change > 0 ? '▲ ' : '▼ '}
      {format.number(Math.abs(change))}
      {of && (
        <tspan className="mill-change-of" x={x} dy={16}>
          {of}
        </tspan>
      )}
    </text>
  );
}

function tint(part: MillPart) {
  return STAGE_TINTS[part] ?? PLAIN_TINT;
}
