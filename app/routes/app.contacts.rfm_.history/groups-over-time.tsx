import { BlockStack, Card, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { roundAbove } from '../../ui/format/round-above.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { GROUP_TINTS, GROUPS, PLAIN_TINT } from '../../ui/meaning-colours.ts';
import type { RfmDayView } from '../../ui/views/rfm-views.ts';

type Measured = 'revenue' | 'contacts';

const WIDTH = 640;
const HEIGHT = 220;
const MIDDLE = 0.5;
const WIDEST = 48;
/** the hottest group lies at the bottom, where heights are easiest to compare */
const STACKED = GROUPS.filter((group) => group !== 'prospects');

/** A column for each day, its groups on top of each other; the same numbers as a table below. */
export function GroupsOverTime({ days, of }: { days: RfmDayView[]; of: Measured }) {
  const { t } = useTranslation();
  const format = useFormat();
  const say = (value: number) =>
    of === 'revenue' ? format.money(Math.round(value)) : format.number(Math.round(value));
  const nameOf = (day: string) => format.day(Date.parse(`${day}T12:00Z`));
  const valueOf = (day: RfmDayView, group: string) => Math.max(0, day.groups[group]?.[of] ?? 0);
  const totals = days.map((day) => STACKED.reduce((sum, group) => sum + valueOf(day, group), 0));
  const most = roundAbove(Math.max(1, ...totals));
  const shown = STACKED.filter((group) => days.some((day) => valueOf(day, group) > 0));
  const [first, last] = [days[0], days.at(-1)];
  const title = t(`rfm.history.${of}`, { currency: format.currency });
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {title}
          </Text>
          <Text as="p" tone="subdued">
            {t(days.length > 1 ? `rfm.history.${of}Text` : 'rfm.history.oneDay')}
          </Text>
        </BlockStack>
        {first && last && (
          <figure className="over-time">
            <div className="over-time-axis" aria-hidden="true">
              <span>{say(most)}</span>
              <span>{say(most * MIDDLE)}</span>
              <span>{say(0)}</span>
            </div>
            <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={title}>
              {[0, MIDDLE, 1].map((share) => (
                <line
                  key={share}
                  x1={0}
                  x2={WIDTH}
                  y1={HEIGHT * share}
                  y2={HEIGHT * share}
                  className="over-time-line"
                />
              ))}
              {days.map((day, at) => (
                <Column key={day.day} day={day} at={at} of={of} days={days.length} most={most} />
              ))}
            </svg>
            <div className="over-time-days" aria-hidden="true">
              <span>{nameOf(first.day)}</span>
              {days.length > 1 && <span>{nameOf(last.day)}</span>}
            </div>
          </figure>
        )}
        <ul className="rfm-legend">
          {shown.map((group) => (
            <li key={group}>
              <span className="swatch" style={{ background: (GROUP_TINTS[group] ?? PLAIN_TINT).fill }} />
              {t(`group.${group}`)}
            </li>
          ))}
        </ul>
        <details className="table-twin">
          <summary>{t('rfm.history.asTable')}</summary>
          <div className="table-twin-rows">
            {days.toReversed().map((day) => (
              <section key={day.day} aria-label={nameOf(day.day)}>
                <Text as="h3" variant="headingSm">
                  {nameOf(day.day)}
                </Text>
                <dl>
                  {shown.map((group) => (
                    <div key={group}>
                      <dt>{t(`group.${group}`)}</dt>
                      <dd>{say(day.groups[group]?.[of] ?? 0)}</dd>
                    </div>
                  ))}
                </dl>
              </section>
            ))}
          </div>
        </details>
      </BlockStack>
    </Card>
  );
}

function Column(props: { day: RfmDayView; at: number; of: Measured; days: number; most: number }) {
  const { day, at, of, days, most } = props;
  const room = WIDTH / days;
  const width = Math.min(WIDEST, room * 0.8);
  const heightOf = (group: string) => (Math.max(0, day.groups[group]?.[of] ?? 0) / most) * HEIGHT;
  return (
    <g>
      {STACKED.map((group, place) => {
        const height = heightOf(group);
        const below = STACKED.slice(0, place).reduce((sum, each) => sum + heightOf(each), 0);
        return (
          height > 0 && (
            <rect
              key={group}
              x={at * room + (room - width) / 2}
              y={HEIGHT - below - height}
              width={width}
              height={height}
              fill={(GROUP_TINTS[group] ?? PLAIN_TINT).fill}
            />
          )
        );
      })}
    </g>
  );
}
