import { Link } from '@remix-run/react';
import { BlockStack, Card, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { GroupTag } from '../../ui/pieces/tint-tag.tsx';
import type { RfmHistoryView } from '../../ui/views/rfm-views.ts';
import { movedUrl } from './moved-url.ts';

/** The matrix on a phone: one line for each movement, the most contacts first. */
export function MovementList({ view }: { view: RfmHistoryView }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('rfm.history.moves')}
        </Text>
        {view.moves.length === 0 ? (
          <Text as="p" tone="subdued">
            {t('rfm.history.nobody')}
          </Text>
        ) : (
          <table className="moves">
            <thead>
              <tr>
                <th scope="col">{t('rfm.from')}</th>
                <th scope="col">{t('rfm.to')}</th>
                <th scope="col">{t('mill.contacts')}</th>
              </tr>
            </thead>
            <tbody>
              {view.moves.map(({ from, to, contacts }) => (
                <tr key={`${from} ${to}`}>
                  <td>
                    <GroupTag group={from} />
                  </td>
                  <td>
                    <span aria-hidden="true">→ </span>
                    <GroupTag group={to} />
                  </td>
                  <td>
                    <Link to={movedUrl(view.period, from, to)}>{format.number(contacts)}</Link>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </BlockStack>
    </Card>
  );
}
