import { BlockStack, Card, InlineStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import type { ContactView } from '../../ui/views/contact-views.ts';

/** The score and the ledger that it is the sum of: the ledger is the reason. */
export function ScoreCard({ contact }: { contact: ContactView }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t('contact.score')}
          </Text>
          <Text as="p" variant="headingLg" numeric>
            {format.number(contact.score)}
          </Text>
        </InlineStack>
        {contact.scoreLines.length === 0 ? (
          <Text as="p" tone="subdued">
            {t('contact.scoreEmpty')}
          </Text>
        ) : (
          <table className="bars">
            <thead>
              <tr>
                <th scope="col">{t('contact.scoreFor')}</th>
                <th scope="col">{t('contact.scoreTimes')}</th>
                <th scope="col">{t('contact.scorePoints')}</th>
              </tr>
            </thead>
            <tbody>
              {contact.scoreLines.map((line) => (
                <tr key={line.rule}>
                  <th scope="row" title={format.ago(line.lastAt)}>
                    {t(`rule|${line.rule}`, { keySeparator: '|', defaultValue: line.rule })}
                  </th>
                  <td>{format.number(line.times)}</td>
                  <td>{format.change(line.points)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </BlockStack>
    </Card>
  );
}
