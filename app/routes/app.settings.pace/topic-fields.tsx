import { BlockStack, Button, Card, Divider, InlineGrid, InlineStack, Text, TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { MOST_TOPICS, type Topic } from '../../shop/settings/pace.ts';

interface Props {
  topics: Topic[];
  errors: Record<string, string>;
  change: (topics: Topic[]) => void;
}

/** What people may choose on the page behind each mail, beside news and offers as a whole. */
export function TopicFields({ topics, errors, change }: Props) {
  const { t } = useTranslation();
  const put = (index: number, part: Partial<Topic>) =>
    change(topics.map((topic, at) => (at === index ? { ...topic, ...part } : topic)));
  const wrong = (index: number, field: 'en' | 'it') =>
    errors[`topics.${index}.${field}`] || (field === 'en' && errors[`topics.${index}.id`])
      ? { error: t('errors.topic') }
      : {};
  return (
    <Card>
      <BlockStack gap="400">
        {topics.length === 0 && (
          <Text as="p" tone="subdued">
            {t('pace.noTopics')}
          </Text>
        )}
        {topics.map((topic, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- a new one has no id yet, and the order never changes
          <BlockStack key={index} gap="200">
            <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
              {(['en', 'it'] as const).map((language) => (
                <TextField
                  key={language}
                  label={t(`pace.topicIn.${language}`)}
                  autoComplete="off"
                  maxLength={60}
                  value={topic[language]}
                  onChange={(text) => put(index, { [language]: text })}
                  {...wrong(index, language)}
                />
              ))}
            </InlineGrid>
            <InlineStack align="space-between" blockAlign="center" gap="200">
              <Text as="span" tone="subdued">
                {topic.id === '' ? t('pace.topicNew') : t('pace.topicId', { id: topic.id })}
              </Text>
              <Button
                variant="plain"
                accessibilityLabel={t('pace.removeTopic', { topic: topic.en || topic.it })}
                onClick={() => change(topics.filter((_, at) => at !== index))}
              >
                {t('word.remove')}
              </Button>
            </InlineStack>
            {index < topics.length - 1 && <Divider />}
          </BlockStack>
        ))}
        {errors['topics'] && (
          <Text as="p" tone="critical">
            {t('errors.topicsTwice')}
          </Text>
        )}
        <InlineStack>
          <Button
            disabled={topics.length >= MOST_TOPICS}
            onClick={() => change([...topics, { id: '', en: '', it: '' }])}
          >
            {t('pace.addTopic')}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
