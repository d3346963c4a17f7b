import { BlockStack, Card, InlineStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { useRuleWords } from '../../ui/use-rule-words.ts';
import type { ContactView, ScoreLine } from '../../ui/views/contact-views.ts';
import { Ledger } from './ledger.tsx';

/** The scores and the ledger that they are the sums of: the ledger is the reason. */
export function ScoreCard({ contact }: { contact: ContactView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useRuleWords();
  const scopes = [...new Set(contact.scoreLines.map(({ scope }) => scope))].sort((a, b) =>
    a === 'global' ? -1 : b === 'global' ? 1 : a.localeCompare(b),
  );
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
        {contact.scoreLines.length === 0 && (
          <Text as="p" tone="subdued">
            {t(contact.automated ? 'contact.scoreEmpty' : 'automated.noScore')}
          </Text>
        )}
        {scopes.map((scope) => {
          const lines = contact.scoreLines.filter((line) => line.scope === scope);
          const sum = lines.reduce((total, { points }) => total + points, 0);
          return (
            <BlockStack key={scope} gap="200">
              {scope !== 'global' && (
                <InlineStack align="space-between" gap="200">
                  <Text as="h3" variant="headingSm">
                    {words.scope(scope)}
                  </Text>
                  <Text as="p" numeric>
                    {format.number(sum)}
                  </Text>
                </InlineStack>
              )}
              <Lines lines={lines} />
            </BlockStack>
          );
        })}
        {contact.scoreLines.length > 0 && <Ledger key={contact.id} contact={contact.id} />}
      </BlockStack>
    </Card>
  );
}

function Lines({ lines }: { lines: ScoreLine[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useRuleWords();
  return (
    <table className="bars score-lines">
      <thead>
        <tr>
          <th scope="col">{t('contact.scoreFor')}</th>
          <th scope="col">{t('contact.scoreTimes')}</th>
          <th scope="col">{t('contact.scorePoints')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={`${line.rule} ${line.reason}`}>
            <th scope="row" title={format.ago(line.lastAt)}>
              {words.entry(line)}
            </th>
            <td>{format.number(line.times)}</td>
            <td>{format.change(line.points)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
