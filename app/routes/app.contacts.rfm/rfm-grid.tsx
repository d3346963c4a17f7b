import { Link } from '@remix-run/react';
import { BlockStack, Card, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { GROUP_TINTS, PLAIN_TINT } from '../../ui/meaning-colours.ts';
import type { RfmCellView, RfmView } from '../../ui/views/rfm-views.ts';

const FIVE = [1, 2, 3, 4, 5];

/** The 25 cells: recency upwards, frequency and money to the right. It is a table, so it needs no twin. */
export function RfmGrid({ view }: { view: RfmView }) {
  const { t } = useTranslation();
  const revenues = view.grid.map((cell) => Math.max(0, cell.revenue));
  const scale = { all: revenues.reduce((sum, each) => sum + each, 0), most: Math.max(1, ...revenues) };
  return (
    <Card padding={{ xs: '300', md: '500' }}>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t('rfm.grid')}
          </Text>
          <Text as="p" tone="subdued">
            {t('rfm.gridText')}
          </Text>
        </BlockStack>
        <table className="rfm-grid">
          <caption>{t('rfm.gridCaption')}</caption>
          <thead>
            <tr>
              <th scope="col">
                <Text as="span" visuallyHidden>
                  {t('rfm.axis.r')}
                </Text>
              </th>
              {FIVE.map((fm) => (
                <th key={fm} scope="col">
                  {t('rfm.fmShort', { fm })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {FIVE.toReversed().map((r) => (
              <tr key={r}>
                <th scope="row">{t('rfm.rShort', { r })}</th>
                {FIVE.map((fm) => {
                  const cell = view.grid.find((each) => each.r === r && each.fm === fm);
                  return cell && <Cell key={fm} cell={cell} of={scale} />;
                })}
              </tr>
            ))}
          </tbody>
        </table>
        <Legend view={view} />
      </BlockStack>
    </Card>
  );
}

function Cell({ cell, of }: { cell: RfmCellView; of: { all: number; most: number } }) {
  const { t } = useTranslation();
  const format = useFormat();
  const tint = GROUP_TINTS[cell.group] ?? PLAIN_TINT;
  const share = of.all > 0 ? Math.max(0, cell.revenue) / of.all : 0;
  const words = t('rfm.cellWords', {
    count: cell.contacts,
    number: format.number(cell.contacts),
    group: t(`group.${cell.group}`),
    amount: format.money(cell.revenue),
    share: format.percent(share),
  });
  return (
    <td>
      <Link
        to={`/app/contacts?cell=${cell.r}-${cell.fm}`}
        className="rfm-grid-cell"
        style={{ background: tint.fill, color: tint.ink }}
        title={words}
        data-empty={cell.contacts === 0 || undefined}
      >
        <span className="rfm-grid-count">{format.number(cell.contacts)}</span>
        <span className="rfm-grid-share">{format.percent(share)}</span>
        <Text as="span" visuallyHidden>
          {t('rfm.cellMore', { group: t(`group.${cell.group}`), amount: format.money(cell.revenue) })}
        </Text>
        <span className="rfm-grid-bar" style={{ width: `${(Math.max(0, cell.revenue) / of.most) * 100}%` }} />
      </Link>
    </td>
  );
}

function Legend({ view }: { view: RfmView }) {
  const { t } = useTranslation();
  return (
    <ul className="rfm-legend">
      {view.groups.map(({ group }) => (
        <li key={group}>
          <span className="swatch" style={{ background: (GROUP_TINTS[group] ?? PLAIN_TINT).fill }} />
          {t(`group.${group}`)}
        </li>
      ))}
    </ul>
  );
}
