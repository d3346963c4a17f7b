import { BlockStack, Button, Card, FormLayout, InlineStack, Select, Text, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../ui/i18n/use-words.ts';
import type { TagsView } from '../../ui/views/tag-views.ts';

const LONGEST = 100;

/** A tag for whoever is in a segment. */
export function NewRule(props: {
  segments: TagsView['segments'];
  busy: boolean;
  errors: Record<string, string>;
  write: (tag: string, segment: string) => void;
}) {
  const { segments, busy, errors, write } = props;
  const { t } = useTranslation();
  const say = useWords();
  const [tag, setTag] = useState('');
  const [segment, setSegment] = useState(segments[0]?.id ?? '');
  const isReady = tag.trim() !== '' && segment !== '';
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) write(tag.trim(), segment);
        }}
      >
        <BlockStack gap="400">
          <Text as="h2" variant="headingMd">
            {t('tags.newRule')}
          </Text>
          <FormLayout>
            <FormLayout.Group>
              <TextField
                label={t('tags.ruleTag')}
                autoComplete="off"
                maxLength={LONGEST}
                value={tag}
                onChange={(value) => setTag(value.replaceAll(',', ' '))}
              />
              <Select
                label={t('tags.ruleSegment')}
                options={segments.map(({ id, name }) => ({ value: id, label: say(name) }))}
                value={segment}
                onChange={setSegment}
                disabled={segments.length === 0}
                {...(errors['segment'] && { error: t(errors['segment']) })}
              />
            </FormLayout.Group>
          </FormLayout>
          <InlineStack>
            <Button submit variant="primary" loading={busy} disabled={!isReady}>
              {t('tags.addRule')}
            </Button>
          </InlineStack>
        </BlockStack>
      </form>
    </Card>
  );
}
