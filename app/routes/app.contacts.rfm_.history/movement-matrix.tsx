import { Link } from '@remix-run/react';
import { BlockStack, Card, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { GROUP_TINTS, GROUPS, PLAIN_TINT } from '../../ui/meaning-colours.ts';
import type { RfmHistoryView } from '../../ui/views/rfm-views.ts';
import { movedUrl } from './moved-url.ts';

/** Rows: where contacts were at the end of the first day. Columns: where they are at the end of the last. */
export function MovementMatrix({ view }: { view: RfmHistoryView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const most = Math.max(1, ...view.moves.map(({ contacts }) => contacts));
  const moved = (from: string, to: string) =>
    view.moves.find((move) => move.from === from && move.to === to)?.contacts ?? 0;
  const rows = GROUPS.filter((group) => view.moves.some(({ from }) => from === group));
  const columns = GROUPS.filter((group) => view.moves.some(({ to }) => to === group));
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t('rfm.history.moves')}
          </Text>
          <Text as="p" tone="subdued">
            {t(view.moves.length === 0 ? 'rfm.history.nobody' : 'rfm.history.movesText')}
          </Text>
        </BlockStack>
        {view.moves.length > 0 && (
          <table className="rfm-matrix">
            <caption>{t('rfm.history.caption')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('rfm.history.corner')}</th>
                {columns.map((to) => (
                  <th key={to} scope="col">
                    <span className="swatch" style={{ background: (GROUP_TINTS[to] ?? PLAIN_TINT).fill }} />
                    {t(`group.${to}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((from) => (
                <tr key={from}>
                  <th scope="row">
                    <span className="swatch" style={{ background: (GROUP_TINTS[from] ?? PLAIN_TINT).fill }} />
                    {t(`group.${from}`)}
                  </th>
                  {columns.map((to) => {
                    const contacts = moved(from, to);
                    const words = t('rfm.history.cell', {
                      count: contacts,
                      number: format.number(contacts),
                      from: t(`group.${from}`),
                      to: t(`group.${to}`),
                    });
                    return (
                      <td key={to}>
                        {contacts > 0 ? (
                          <Link to={movedUrl(view.period, from, to)} title={words} aria-label={words}>
                            {format.number(contacts)}
                            <span className="rfm-matrix-bar" style={{ width: `${(contacts / most) * 100}%` }} />
                          </Link>
                        ) : (
                          <span className="rfm-matrix-none">{from === to ? '' : '–'}</span>
                        )}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </BlockStack>
    </Card>
  );
}
