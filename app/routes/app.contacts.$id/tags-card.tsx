import { useFetcher } from '@remix-run/react';
import { BlockStack, Button, Card, InlineStack, Tag, Text, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { useWords } from '../../ui/i18n/use-words.ts';
import { useToastOf, type ActionAnswer } from '../../ui/use-toast-of.ts';
import type { TagLine } from '../../ui/views/trait-views.ts';

const LONGEST = 100;

/** Her tags, each with what gave it and when; given and taken by hand here. */
export function TagsCard({ contact, tags }: { contact: string; tags: TagLine[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const say = useWords();
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
          tags.map(({ tag, at, source, of }) => (
            <BlockStack key={tag} gap="050">
              <InlineStack>
                <Tag onRemove={() => send({ take: tag })}>{tag}</Tag>
              </InlineStack>
              <Text as="p" variant="bodySm" tone="subdued">
                <span className="break-anywhere">
                  {t('tags.by', { source: t(sourceWords(source, of), { name: say(of ?? '') }), ago: format.ago(at) })}
                </span>
              </Text>
            </BlockStack>
          ))
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

const KNOWN = new Set(['hand', 'shopify', 'import', 'bulk', 'rule', 'journey']);

/** Key of the words that say what gave a tag; by name where that has one. */
function sourceWords(source: string | null, of: TagLine['of']): string {
  const [kind = ''] = (source ?? '').split(':');
  if (of !== null) return `tags.source.${kind}Of`;
  return `tags.source.${KNOWN.has(kind) ? kind : 'unknown'}`;
}
