import { useFetcher } from '@remix-run/react';
import { BlockStack, Button, Card, Text, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useToastOf, type ActionAnswer } from '../../ui/use-toast-of.ts';
import type { ShortChannel, ShortDocument } from '../../ui/views/text-views.ts';

interface Props {
  channel: Exclude<ShortChannel, 'push'>;
  document: ShortDocument;
  contact: string | null;
  disabled: boolean;
}

/** One text to the merchant's own phone, as it stands in the editor, saved or not. */
export function TestCard({ channel, document, contact, disabled }: Props) {
  const { t } = useTranslation();
  const fetcher = useFetcher<ActionAnswer>();
  const [to, setTo] = useState('');
  useToastOf(fetcher);
  const wrong = fetcher.state === 'idle' ? fetcher.data?.errors?.['to'] : undefined;
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const body = JSON.stringify({ to, channel, document, contact });
          fetcher.submit(body, { method: 'post', encType: 'application/json' });
        }}
      >
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            {t('texts.test')}
          </Text>
          <TextField
            label={t('texts.testTo')}
            type="tel"
            autoComplete="tel"
            placeholder="+39 333 1234567"
            helpText={t('texts.testHelp')}
            value={to}
            onChange={setTo}
            {...(wrong && { error: t(wrong, fetcher.data?.values ?? {}) })}
            connectedRight={
              <Button submit disabled={disabled || to === ''} loading={fetcher.state !== 'idle'}>
                {t('settings.testSend')}
              </Button>
            }
          />
        </BlockStack>
      </form>
    </Card>
  );
}
