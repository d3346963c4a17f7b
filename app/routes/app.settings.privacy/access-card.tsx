import { useFetcher } from '@remix-run/react';
import { BlockStack, Button, Card, InlineStack, Link, Text } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import type { AccessPage, AccessView } from '../../ui/views/privacy-views.ts';

/** Who looked at personal data, newest first; more on request. */
export function AccessCard({ first }: { first: AccessPage }) {
  const { t } = useTranslation();
  const fetcher = useFetcher<AccessPage>();
  const [more, setMore] = useState<AccessPage[]>([]);
  const got = fetcher.data;
  useEffect(() => {
    if (got) setMore((pages) => (pages.includes(got) ? pages : [...pages, got]));
  }, [got]);
  const pages = [first, ...more];
  const next = pages.at(-1)?.next ?? null;
  const rows = pages.flatMap((page) => page.rows);
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        {rows.length === 0 && <Text as="p">{t('privacy.nobodyLooked')}</Text>}
        {rows.map((row) => (
          <Look key={row.id} row={row} />
        ))}
        {next && (
          <Button
            loading={fetcher.state !== 'idle'}
            onClick={() => fetcher.load(`/app/settings/privacy/access?after=${encodeURIComponent(next)}`)}
          >
            {t('privacy.more')}
          </Button>
        )}
      </BlockStack>
    </Card>
  );
}

function Look({ row }: { row: AccessView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [kind, id = ''] = row.who.split(':');
  return (
    <InlineStack align="space-between" gap="200">
      <Text as="span">
        {t(kind === 'user' ? 'privacy.user' : 'privacy.command', { id })}
        {' · '}
        {row.contact ? (
          <Link url={`/app/contacts/${row.contact}`}>{t(`privacy.looked.${row.what}`)}</Link>
        ) : (
          t(`privacy.looked.${row.what}`)
        )}
      </Text>
      <Text as="span" tone="subdued">
        {format.moment(row.at)}
      </Text>
    </InlineStack>
  );
}
