import { useFetcher } from '@remix-run/react';
import { BlockStack, Button, Card, InlineStack, Tag, Text, TextField, Tooltip } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { useToastOf, type ActionAnswer } from '../../ui/use-toast-of.ts';
import type { TagLine } from '../../ui/views/trait-views.ts';

const LONGEST = 100;

/** Her tags, each with what gave it and when; given and taken by hand here. */
export function TagsCard({ contact, tags }: { contact: string; tags: TagLine[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const fetcher = useFetcher<ActionAnswer>();
  const [text, setText] = useState('');
  useToastOf(fetcher);
  const send = (body: { give: string } | { take: string }) =>
    fetcher.submit(body, { method: 'post', encType: 'application/json', action: `/app/contacts/${contact}/traits` });
  const give = () => {
    if (text.trim() === '') return;
    send({ give: text.trim() });
    setText('');
  };
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('tags.title')}
        </Text>
        {tags.length === 0 ? (
          <Text as="p" tone="subdued">
            {t('tags.empty')}
          </Text>
        ) : (
          <InlineStack gap="200">
            {tags.map(({ tag, at, source }) => (
              <Tooltip
                key={tag}
                content={t('tags.by', {
                  source: t(`tags.source.${sourceKind(source)}`),
                  ago: format.ago(at),
                })}
              >
                <Tag onRemove={() => send({ take: tag })}>{tag}</Tag>
              </Tooltip>
            ))}
          </InlineStack>
        )}
        <form
          onSubmit={(event) => {
            event.preventDefault();
            give();
          }}
        >
          <TextField
            label={t('tags.add')}
            autoComplete="off"
            maxLength={LONGEST}
            value={text}
            onChange={(value) => setText(value.replaceAll(',', ' '))}
            connectedRight={
              <Button submit size="large" disabled={text.trim() === ''}>
                {t('tags.give')}
              </Button>
            }
          />
        </form>
      </BlockStack>
    </Card>
  );
}

const KNOWN = new Set(['hand', 'shopify', 'import', 'rule', 'journey']);

function sourceKind(source: string | null): string {
  const [kind = ''] = (source ?? '').split(':');
  return KNOWN.has(kind) ? kind : 'unknown';
}
