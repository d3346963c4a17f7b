import { BlockStack, Button, InlineStack, Text, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toLocale, type Locale } from '../../ui/i18n/locale-of.ts';
import { LocaleSwitch } from '../../ui/pieces/locale-switch.tsx';
import { useTestMail } from '../../ui/use-test-mail.ts';

/** "Send me a test mail": what arrives is what a shopper would get, with a sample cart. */
export function TestMail({ unsaved }: { unsaved: boolean }) {
  const { t, i18n } = useTranslation();
  const [locale, setLocale] = useState<Locale>(toLocale(i18n.language));
  const test = useTestMail('to', '/app/settings/test-mail');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!unsaved) test.send({ locale });
      }}
      noValidate
    >
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h3" variant="headingSm">
            {t('settings.test')}
          </Text>
          <LocaleSwitch locale={locale} change={setLocale} />
        </InlineStack>
        <TextField
          {...test.field}
          helpText={t(unsaved ? 'settings.testUnsaved' : 'settings.testHelp')}
          connectedRight={
            <Button submit disabled={unsaved} loading={test.busy}>
              {t('settings.testSend')}
            </Button>
          }
        />
      </BlockStack>
    </form>
  );
}
