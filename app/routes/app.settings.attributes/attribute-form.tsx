import { useFetcher } from '@remix-run/react';
import { BlockStack, Button, Card, FormLayout, InlineStack, Select, TextField } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ATTRIBUTE_TYPES } from '../../understand/attributes/declared.ts';
import { useToastOf, type ActionAnswer } from '../../ui/use-toast-of.ts';
import type { DeclaredLine } from '../../ui/views/profile-views.ts';

/** Declares an attribute, or changes one: its type stays, for values were told of it. */
export function AttributeForm({ attribute, close }: { attribute?: DeclaredLine; close: () => void }) {
  const { t } = useTranslation();
  const fetcher = useFetcher<ActionAnswer>();
  useToastOf(fetcher);
  const [label, setLabel] = useState(attribute?.label ?? '');
  const [type, setType] = useState<DeclaredLine['type']>(attribute?.type ?? 'text');
  const [choices, setChoices] = useState(attribute?.choices.join('\n') ?? '');
  const isSaved = fetcher.state === 'idle' && fetcher.data?.ok === true;
  useEffect(() => {
    if (isSaved) close();
  }, [isSaved, close]);
  const error = fetcher.data?.errors?.['label'];
  const save = () => {
    const told = attribute
      ? { intent: 'change', id: attribute.id, label, choices }
      : { intent: 'declare', label, type, choices };
    fetcher.submit(JSON.stringify(told), { method: 'post', encType: 'application/json' });
  };
  return (
    <Card>
      <BlockStack gap="400">
        <FormLayout>
          <TextField
            label={t('attributes.label')}
            value={label}
            onChange={setLabel}
            maxLength={60}
            autoComplete="off"
            {...(error && { error: t(error) })}
            helpText={t('attributes.labelHelp')}
          />
          <Select
            label={t('attributes.type')}
            options={ATTRIBUTE_TYPES.map((value) => ({ value, label: t(`attributes.type_${value}`) }))}
            value={type}
            disabled={attribute !== undefined}
            onChange={(value) => setType(ATTRIBUTE_TYPES.find((one) => one === value) ?? 'text')}
          />
          {type === 'choice' && (
            <TextField
              label={t('attributes.choices')}
              value={choices}
              onChange={setChoices}
              multiline={4}
              autoComplete="off"
              helpText={t('attributes.choicesHelp')}
            />
          )}
        </FormLayout>
        <InlineStack gap="200">
          <Button variant="primary" onClick={save} loading={fetcher.state !== 'idle'}>
            {t('word.save')}
          </Button>
          <Button onClick={close}>{t('word.discard')}</Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
