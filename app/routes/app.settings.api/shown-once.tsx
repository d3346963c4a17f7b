import { useAppBridge } from '@shopify/app-bridge-react';
import { Banner, BlockStack, Button, InlineStack, Text, TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';

/** The new key: nobody can show it again, for only its hash is kept. */
export function ShownOnce({ apiKey, close }: { apiKey: string; close: () => void }) {
  const { t } = useTranslation();
  const shopify = useAppBridge();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(apiKey);
      shopify.toast.show(t('api.copied'));
    } catch {
      // a frame may not be allowed to: it can be marked and copied by hand
      shopify.toast.show(t('api.notCopied'), { isError: true });
    }
  };
  return (
    <Banner tone="success" title={t('api.made')} onDismiss={close}>
      <BlockStack gap="300">
        <Text as="p">{t('api.onceText')}</Text>
        <TextField
          label={t('api.key')}
          value={apiKey}
          readOnly
          selectTextOnFocus
          monospaced
          autoComplete="off"
          onChange={() => undefined}
        />
        <InlineStack>
          <Button onClick={copy}>{t('api.copy')}</Button>
        </InlineStack>
      </BlockStack>
    </Banner>
  );
}
