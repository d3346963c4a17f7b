import { useAppBridge } from '@shopify/app-bridge-react';
import { BlockStack, Button, Card, InlineStack, Link, Text } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import type { AccessPage, AccessView } from '../../ui/views/privacy-views.ts';

/** Who looked at personal data, newest first; more on request. */
export function AccessCard({ first }: { first: AccessPage }) {
  const { t } = useTranslation();
  const shopify = useAppBridge();
  const [busy, setBusy] = useState(false);
  const [more, setMore] = useState<AccessPage[]>([]);
  const showMore = async (after: string) => {
    setBusy(true);
    try {
      const answer = await fetch(`/app/settings/privacy/access?after=${encodeURIComponent(after)}`);
      const page = (await answer.json()) as AccessPage;
      setMore((pages) => [...pages, page]);
    } catch {
      shopify.toast.show(t('privacy.downloadFailed'), { isError: true });
    } finally {
      setBusy(false);
    }
  };
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
          <Button loading={busy} onClick={() => showMore(next)}>
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
