import { useFetcher } from '@remix-run/react';
import { Badge, BlockStack, Box, Button, Card, Form, InlineStack, Link, Text, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import type { Found } from '../../ui/views/suppression-views.ts';
import type { SuppressionAnswer } from './answer.ts';

/** Asks of one address whether mail may go there, and why. It is posted: an address has no business in an access log. */
export function LookCard() {
  const { t } = useTranslation();
  const fetcher = useFetcher<SuppressionAnswer>();
  const [address, setAddress] = useState('');
  const look = () =>
    fetcher.submit(JSON.stringify({ intent: 'look', address }), { method: 'post', encType: 'application/json' });
  const found = fetcher.data?.found;
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack>
        <Form onSubmit={look}>
          <TextField
            label={t('suppressions.look')}
            helpText={t('suppressions.lookHelp')}
            type="email"
            value={address}
            onChange={setAddress}
            autoComplete="off"
            connectedRight={
              <Button submit loading={fetcher.state !== 'idle'} disabled={address.trim() === ''}>
                {t('suppressions.lookUp')}
              </Button>
            }
          />
        </Form>
        <div role="status">
          {found && (
            <Box paddingBlockStart="400">
              <Answer found={found} />
            </Box>
          )}
        </div>
      </BlockStack>
    </Card>
  );
}

function Answer({ found }: { found: Found }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const language = i18n.language === 'it' ? 'it' : 'en';
  const { listed, consent } = found;
  return (
    <BlockStack gap="100">
      <InlineStack gap="200" blockAlign="center">
        <Text as="p" fontWeight="semibold" breakWord>
          {found.contact ? (
            <Link url={`/app/contacts/${found.contact}`} removeUnderline>
              {found.address}
            </Link>
          ) : (
            found.address
          )}
        </Text>
        <Badge tone={found.allowed ? 'success' : 'critical'}>
          {t(found.allowed ? 'suppressions.mayMail' : 'suppressions.mayNot')}
        </Badge>
      </InlineStack>
      {found.reason && <Text as="p">{found.reason[language]}</Text>}
      <Text as="p" tone="subdued">
        {listed
          ? t('suppressions.isListed', { kind: t(`suppressions.kind.${listed.kind}`), day: format.day(listed.at) })
          : t('suppressions.notListed')}
        {listed?.note ? ` ${listed.note}` : ''}
      </Text>
      <Text as="p" tone="subdued">
        {consent
          ? t('suppressions.consentIs', { state: t(`consent.${consent.state}`), day: format.day(consent.at) })
          : t('suppressions.consentNone')}
      </Text>
    </BlockStack>
  );
}
