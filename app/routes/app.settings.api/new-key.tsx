import type { useFetcher } from '@remix-run/react';
import { BlockStack, Button, Card, Form, InlineStack, Text, TextField } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyAnswer } from './answer.ts';

interface Props {
  fetcher: ReturnType<typeof useFetcher<KeyAnswer>>;
  make: (name: string) => void;
  close: () => void;
}

/** A key is named for the program that it is given to, so that it can be told from others when it has to go. */
export function NewKey({ fetcher, make, close }: Props) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  // what was answered to the key before is not about this one
  const [before] = useState(fetcher.data);
  const answer = fetcher.state === 'idle' && fetcher.data !== before ? fetcher.data : undefined;
  const isMade = answer?.ok === true;
  useEffect(() => {
    if (isMade) close();
  }, [isMade, close]);
  const error = answer?.errors?.['name'];
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <Form onSubmit={() => make(name)}>
        <BlockStack gap="400">
          <Text as="h2" variant="headingMd">
            {t('api.new')}
          </Text>
          <TextField
            label={t('api.name')}
            helpText={t('api.nameHelp')}
            value={name}
            onChange={setName}
            maxLength={80}
            autoComplete="off"
            {...(error && { error: t(error) })}
          />
          <Text as="p" tone="subdued">
            {t('api.may')} {t('api.scope.facts_write')}
          </Text>
          <InlineStack gap="200">
            <Button variant="primary" submit loading={fetcher.state !== 'idle'}>
              {t('api.make')}
            </Button>
            <Button onClick={close}>{t('word.discard')}</Button>
          </InlineStack>
        </BlockStack>
      </Form>
    </Card>
  );
}
