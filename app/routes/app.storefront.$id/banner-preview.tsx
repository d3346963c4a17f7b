import { BlockStack, Card, InlineStack, Text } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Locale } from '../../ui/i18n/locale-of.ts';
import { DeviceSwitch, type Device } from '../../ui/pieces/device-switch.tsx';
import type { BannerText } from '../../ui/views/storefront-views.ts';

/** How the version reads; the theme lends it its own fonts and colours. */
export function BannerPreview({ content, locale }: { content: BannerText; locale: Locale }) {
  const { t } = useTranslation();
  const [device, setDevice] = useState<Device>('desktop');
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t('storefront.preview')}
          </Text>
          <DeviceSwitch device={device} change={setDevice} />
        </InlineStack>
        <div className="preview-stage">
          <div className="banner-preview" data-device={device} lang={locale}>
            <div>
              <p className="banner-preview-title">{content.title || t('storefront.titlePlaceholder')}</p>
              {content.text && <p>{content.text}</p>}
            </div>
            {content.label && <span className="banner-preview-button">{content.label}</span>}
          </div>
        </div>
        <Text as="p" tone="subdued">
          {t('storefront.previewText')}
        </Text>
      </BlockStack>
    </Card>
  );
}
