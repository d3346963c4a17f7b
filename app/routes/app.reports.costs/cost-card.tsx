import { BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { formatMoney } from '../../platform/money.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import type { CostsView } from '../../ui/views/report-views.ts';

interface Props {
  line: CostsView['lines'][number];
  edit: () => void;
  remove: () => void;
}

export function CostCard({ line, edit, remove }: Props) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const dayOf = (day: string) => format.day(Date.parse(`${day}T12:00Z`));
  const { kind, per, currency, firstDay, lastDay, note } = line;
  const amount = formatMoney(line.amount, currency, i18n.language);
  const from = dayOf(firstDay);
  const when =
    per === 'campaign'
      ? t('costs.whenCampaign', { name: line.campaignName ?? t('report.gone.campaign'), day: from })
      : lastDay === null
        ? t('costs.whenOpen', { from })
        : t('costs.when', { from, to: dayOf(lastDay) });
  const of = { of: `${t(`costs.kind.${kind}`)}, ${amount}` };
  return (
    <Card>
      <InlineStack align="space-between" blockAlign="center" gap="400">
        <BlockStack gap="050">
          <Text as="h2" variant="headingSm">
            {t(`costs.kind.${kind}`)} · {per === 'thousand' ? t('costs.byThousand', { amount }) : amount}
          </Text>
          <Text as="p" tone="subdued">
            {when}
            {note !== '' && ` · ${note}`}
          </Text>
          {currency !== format.currency && (
            <Text as="p" tone="caution">
              {t('costs.otherCurrency', { currency })}
            </Text>
          )}
        </BlockStack>
        <InlineStack gap="200">
          <Button onClick={edit} accessibilityLabel={t('costs.edit', of)}>
            {t('word.edit')}
          </Button>
          <Button onClick={remove} tone="critical" variant="tertiary" accessibilityLabel={t('costs.remove', of)}>
            {t('word.remove')}
          </Button>
        </InlineStack>
      </InlineStack>
    </Card>
  );
}
