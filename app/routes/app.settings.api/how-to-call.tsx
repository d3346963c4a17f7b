import { BlockStack, Card, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';

/** What whoever writes the program needs first; the guide has the rest. */
export function HowToCall({ address }: { address: string }) {
  const { t } = useTranslation();
  const example = [
    `curl ${address} \\`,
    `  -H 'Authorization: Bearer sandmill_…' \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -d '{"facts": [{"id": "chat-1842", "kind": "chat.used",`,
    `        "email": "ada@example.com", "properties": {"title": "${t('api.exampleTitle')}"}}]}'`,
  ].join('\n');
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('api.how')}
        </Text>
        <Text as="p">{t('api.howText')}</Text>
        {/* a keyboard can move it when it is wider than a phone */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <pre className="code-example" tabIndex={0}>
          <code>{example}</code>
        </pre>
        <Text as="p" tone="subdued">
          {t('api.kinds')}
        </Text>
        <Text as="p" tone="subdued">
          {t('api.limits')}
        </Text>
      </BlockStack>
    </Card>
  );
}
