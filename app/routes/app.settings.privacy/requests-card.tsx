import { useAppBridge } from '@shopify/app-bridge-react';
import { Badge, BlockStack, Button, ButtonGroup, Card, InlineStack, Text } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { download } from '../../ui/download.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import type { RequestView } from '../../ui/views/privacy-views.ts';

const TONES = { queued: 'info', done: 'success', cancelled: undefined, attention: 'warning' } as const;

/** What Shopify asked for under privacy law, and what came of it. */
export function RequestsCard({ requests }: { requests: RequestView[] }) {
  const { t } = useTranslation();
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="400">
        {requests.length === 0 && <Text as="p">{t('privacy.noRequests')}</Text>}
        {requests.map((request) => (
          <Request key={request.id} request={request} />
        ))}
      </BlockStack>
    </Card>
  );
}

function Request({ request }: { request: RequestView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const tone = TONES[request.state];
  const done = request.doneAt !== null && request.state === 'done';
  return (
    <BlockStack gap="100">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="h3" variant="headingSm">
          {t(`privacy.kind.${request.kind}`)}
          {request.about && (
            <>
              {': '}
              <span className="break-anywhere">{request.about}</span>
            </>
          )}
        </Text>
        <Badge {...(tone ? { tone } : {})}>{t(`privacy.state.${request.state}`)}</Badge>
      </InlineStack>
      <Text as="p" tone="subdued">
        {t('privacy.received', { at: format.moment(request.receivedAt) })}
        {' · '}
        {done
          ? t('privacy.doneWith', { count: request.rows ?? 0, at: format.moment(request.doneAt ?? 0) })
          : t('privacy.due', { at: format.day(request.dueAt) })}
      </Text>
      {request.reason && <Text as="p">{request.reason}</Text>}
      {request.fileUntil !== null && <Files id={request.id} until={request.fileUntil} />}
    </BlockStack>
  );
}

function Files({ id, until }: { id: string; until: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const shopify = useAppBridge();
  const [busy, setBusy] = useState<string | null>(null);
  const save = async (kind: 'html' | 'json') => {
    setBusy(kind);
    try {
      const query = new URLSearchParams({ id, format: kind });
      await download(`/app/settings/privacy/download?${query.toString()}`, `personal-data.${kind}`);
    } catch {
      shopify.toast.show(t('privacy.downloadFailed'), { isError: true });
    } finally {
      setBusy(null);
    }
  };
  return (
    <BlockStack gap="200">
      <Text as="p">{t('privacy.fileUntil', { at: format.day(until) })}</Text>
      <ButtonGroup>
        <Button loading={busy === 'html'} onClick={() => save('html')}>
          {t('privacy.readable')}
        </Button>
        <Button loading={busy === 'json'} onClick={() => save('json')}>
          {t('privacy.machine')}
        </Button>
      </ButtonGroup>
    </BlockStack>
  );
}
