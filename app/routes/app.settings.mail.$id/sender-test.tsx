import { useFetcher } from '@remix-run/react';
import { BlockStack, Button, Card, InlineStack, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toLocale, type Locale } from '../../ui/i18n/locale-of.ts';
import { LocaleSwitch } from '../../ui/pieces/locale-switch.tsx';
import { useToastOf, type ActionAnswer } from '../../ui/use-toast-of.ts';

/** One mail by this sender, to oneself. */
export function SenderTest({ unsaved }: { unsaved: boolean }) {
  const { t, i18n } = useTranslation();
  const fetcher = useFetcher<ActionAnswer>();
  const [to, setTo] = useState('');
  const [locale, setLocale] = useState<Locale>(toLocale(i18n.language));
  const [touched, setTouched] = useState(false);
  useToastOf(fetcher);
  const wrong = touched ? undefined : fetcher.data?.errors?.['test'];
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="end">
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
            <Button
              disabled={unsaved}
              loading={fetcher.state !== 'idle'}
              onClick={() => {
                setTouched(false);
                fetcher.submit(JSON.stringify({ test: to, locale }), { method: 'post', encType: 'application/json' });
              }}
            >
              {t('settings.testSend')}
            </Button>
          }
          {...(wrong ? { error: t(wrong, fetcher.data?.values ?? {}) } : {})}
        />
      </BlockStack>
    </Card>
  );
}
