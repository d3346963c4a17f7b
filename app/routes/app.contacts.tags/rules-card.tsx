import { BlockStack, Button, Card, InlineStack, Link, Tag, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { useWords } from '../../ui/i18n/use-words.ts';
import type { TagRuleView } from '../../ui/views/tag-views.ts';

/** Which tags follow which segments, and how many contacts have each by its rule. */
export function RulesCard(props: { rules: TagRuleView[]; settling: boolean; remove: (rule: TagRuleView) => void }) {
  const { rules, settling, remove } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const say = useWords();
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t('tags.rules')}
          </Text>
          <Text as="p" tone="subdued">
            {t(rules.length === 0 ? 'tags.rulesEmpty' : 'tags.rulesText')}
          </Text>
        </BlockStack>
        {rules.map((rule) => (
          <InlineStack key={rule.id} align="space-between" blockAlign="center" gap="300">
            <BlockStack gap="050">
              <InlineStack gap="200" blockAlign="center" align="start">
                <Tag>{rule.tag}</Tag>
                <Text as="span">{t('tags.whoIsIn')}</Text>
                <Link url={`/app/segments/${rule.segment.id}`}>{say(rule.segment.name)}</Link>
              </InlineStack>
              <Text as="p" tone="subdued">
                {t('tags.byRule', { count: rule.contacts, number: format.number(rule.contacts) })}
                {settling && ` · ${t('tags.settling')}`}
              </Text>
            </BlockStack>
            <Button
              onClick={() => remove(rule)}
              accessibilityLabel={t('tags.removeRule', { tag: rule.tag, segment: say(rule.segment.name) })}
            >
              {t('word.remove')}
            </Button>
          </InlineStack>
        ))}
      </BlockStack>
    </Card>
  );
}
