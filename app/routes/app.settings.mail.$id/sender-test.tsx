import { BlockStack, Button, Card, InlineStack, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toLocale, type Locale } from '../../ui/i18n/locale-of.ts';
import { LocaleSwitch } from '../../ui/pieces/locale-switch.tsx';
import { useTestMail } from '../../ui/use-test-mail.ts';

/** One mail by this sender, to oneself. */
export function SenderTest({ unsaved }: { unsaved: boolean }) {
  const { t, i18n } = useTranslation();
  const [locale, setLocale] = useState<Locale>(toLocale(i18n.language));
  const test = useTestMail('test');
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="end">
          <LocaleSwitch locale={locale} change={setLocale} />
        </InlineStack>
        <TextField
          {...test.field}
          helpText={t(unsaved ? 'settings.testUnsaved' : 'settings.testHelp')}
          connectedRight={
            <Button disabled={unsaved} loading={test.busy} onClick={() => test.send({ locale })}>
              {t('settings.testSend')}
            </Button>
          }
        />
      </BlockStack>
    </Card>
  );
}
