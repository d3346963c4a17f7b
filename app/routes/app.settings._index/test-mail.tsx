import { useFetcher } from '@remix-run/react';
import { BlockStack, Button, InlineStack, Text, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toLocale, type Locale } from '../../ui/i18n/locale-of.ts';
import { LocaleSwitch } from '../../ui/pieces/locale-switch.tsx';
import { useToastOf, type ActionAnswer } from '../../ui/use-toast-of.ts';

/** "Send me a test mail": what arrives is what a shopper would get, with a sample cart. */
export function TestMail({ unsaved }: { unsaved: boolean }) {
  const { t, i18n } = useTranslation();
  const fetcher = useFetcher<ActionAnswer>();
  const [to, setTo] = useState('');
  const [locale, setLocale] = useState<Locale>(toLocale(i18n.language));
  const [touched, setTouched] = useState(false);
  useToastOf(fetcher);
  const wrong = touched ? undefined : fetcher.data?.errors?.['to'];
  const send = () => {
    setTouched(false);
    fetcher.submit(JSON.stringify({ to, locale }), {
      method: 'post',
      encType: 'application/json',
      action: '/app/settings/test-mail',
    });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!unsaved) send();
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
          label={t('settings.testTo')}
          type="email"
          autoComplete="email"
          helpText={t(unsaved ? 'settings.testUnsaved' : 'settings.testHelp')}
          value={to}
          onChange={(text) => {
            setTo(text.trim());
            setTouched(true);
          }}
          connectedRight={
            <Button submit disabled={unsaved} loading={fetcher.state !== 'idle'}>
              {t('settings.testSend')}
            </Button>
          }
          {...(wrong ? { error: t(wrong, fetcher.data?.values ?? {}) } : {})}
        />
      </BlockStack>
    </form>
  );
}
