import type { useFetcher } from '@remix-run/react';
import { BlockStack, Button, Card, FormLayout, InlineStack, Text, TextField } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SuppressionAnswer } from './answer.ts';

interface Props {
  fetcher: ReturnType<typeof useFetcher<SuppressionAnswer>>;
  send: (body: object) => void;
  close: () => void;
}

/** Puts one address on the list, with the reason that will be asked for later. */
export function AddForm({ fetcher, send, close }: Props) {
  const { t } = useTranslation();
  const [address, setAddress] = useState('');
  const [note, setNote] = useState('');
  const [sent, setSent] = useState(false);
  const answer = sent && fetcher.state === 'idle' ? fetcher.data : undefined;
  const isDone = answer?.says === 'suppressions.added';
  useEffect(() => {
    if (isDone) close();
  }, [isDone, close]);
  const error = (field: string) => {
    const key = answer?.errors?.[field];
    return key ? { error: t(key) } : {};
  };
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t('suppressions.add')}
        </Text>
        <FormLayout>
          <TextField
            label={t('suppressions.address')}
            type="email"
            value={address}
            onChange={setAddress}
            autoComplete="off"
            {...error('address')}
          />
          <TextField
            label={t('suppressions.why')}
            helpText={t('suppressions.whyHelp')}
            value={note}
            onChange={setNote}
            maxLength={500}
            multiline={2}
            autoComplete="off"
            {...error('note')}
          />
        </FormLayout>
        <InlineStack gap="200">
          <Button
            variant="primary"
            loading={fetcher.state !== 'idle'}
            onClick={() => {
              setSent(true);
              send({ intent: 'add', address, note });
            }}
          >
            {t('suppressions.put')}
          </Button>
          <Button onClick={close}>{t('word.discard')}</Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
