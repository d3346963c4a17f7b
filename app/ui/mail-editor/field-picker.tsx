import { BlockStack, Box, Button, FormLayout, Text, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWords } from '../i18n/use-words.ts';
import type { LiquidField } from '../views/template-views.ts';
import { fieldsLike, liquidOf } from './liquid-completion.ts';
import { useMail } from './mail-context.ts';

/** A field of the contact by its name, with what stands in its place when it is empty. */
export function FieldPicker({ insert }: { insert: (liquid: string) => void }) {
  const { t } = useTranslation();
  const say = useWords();
  const { fields, locale } = useMail();
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<LiquidField | null>(null);
  const [fallback, setFallback] = useState('');
  const choose = (field: LiquidField) => {
    // shop.name is never empty
    if (!field.path.startsWith('contact.')) return insert(liquidOf(field.path, field.fallback[locale]));
    setChosen(field);
    setFallback(field.fallback[locale]);
  };
  if (chosen) {
    return (
      <Box padding="400" maxWidth="320px">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            insert(liquidOf(chosen.path, fallback));
          }}
        >
          <FormLayout>
            <Text as="p" fontWeight="semibold">
              {say(chosen.name)}
            </Text>
            <TextField
              label={t('mailEditor.fallback')}
              helpText={t('mailEditor.fallbackHelp')}
              autoComplete="off"
              focused
              maxLength={60}
              value={fallback}
              onChange={setFallback}
            />
            <Button submit variant="primary">
              {t('mailEditor.insert')}
            </Button>
          </FormLayout>
        </form>
      </Box>
    );
  }
  return (
    <Box padding="300" maxWidth="320px">
      <BlockStack gap="200">
        <TextField
          label={t('mailEditor.searchField')}
          labelHidden
          placeholder={t('mailEditor.searchField')}
          autoComplete="off"
          value={search}
          onChange={setSearch}
        />
        <ul className="mail-fields">
          {fieldsLike(fields, search, ({ name }) => say(name)).map((field) => (
            <li key={field.path}>
              <Button variant="tertiary" fullWidth textAlign="left" onClick={() => choose(field)}>
                {say(field.name)}
              </Button>
            </li>
          ))}
        </ul>
      </BlockStack>
    </Box>
  );
}
