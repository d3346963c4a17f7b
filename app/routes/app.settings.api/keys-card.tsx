import { Badge, BlockStack, Box, Button, Card, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import type { ApiKeyView } from '../../ui/views/api-key-views.ts';

interface Props {
  keys: ApiKeyView[];
  busy: boolean;
  revoke: (id: string) => void;
}

export function KeysCard({ keys, busy, revoke }: Props) {
  const { t } = useTranslation();
  return (
    <Card padding="0">
      <Box padding={{ xs: '400', md: '500' }}>
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t('api.keys')}
          </Text>
          <Text as="p" tone="subdued">
            {t(keys.length === 0 ? 'api.empty' : 'api.keysText')}
          </Text>
        </BlockStack>
      </Box>
      {keys.length > 0 && (
        <ul className="api-keys">
          {keys.map((key) => (
            <KeyRow key={key.id} of={key} busy={busy} revoke={() => revoke(key.id)} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function KeyRow({ of: key, busy, revoke }: { of: ApiKeyView; busy: boolean; revoke: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const used = key.usedAt === null ? t('api.neverUsed') : t('api.used', { ago: format.ago(key.usedAt) });
  return (
    <li>
      <div>
        <p className="row-name break-anywhere">
          {key.name} {key.revokedAt !== null && <Badge>{t('api.isRevoked')}</Badge>}
        </p>
        <p className="row-quiet break-anywhere">
          <code>{key.hint}…</code> {key.scopes.map((scope) => t(`api.scope.${scope.replace(':', '_')}`)).join(', ')}
        </p>
        <p className="row-quiet">
          {t('api.since', { day: format.day(key.createdAt) })}{' '}
          {key.revokedAt === null ? used : t('api.revokedOn', { day: format.day(key.revokedAt) })}
        </p>
      </div>
      {key.revokedAt === null && (
        <Button
          onClick={revoke}
          disabled={busy}
          tone="critical"
          accessibilityLabel={t('api.revokeOf', { name: key.name })}
        >
          {t('api.revoke')}
        </Button>
      )}
    </li>
  );
}
