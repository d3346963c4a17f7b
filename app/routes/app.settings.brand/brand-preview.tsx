import { BlockStack, Button, ButtonGroup, Card, InlineStack, Text } from '@shopify/polaris';
import { MoonIcon, SunIcon } from '@shopify/polaris-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Brand } from '../../shop/settings/brand.ts';
import { toLocale } from '../../ui/i18n/locale-of.ts';
import { MailFrame } from '../../ui/mail-editor/mail-frame.tsx';
import { useLatestAnswer } from '../../ui/mail-editor/use-latest-answer.ts';
import type { MailScheme } from '../../ui/mail-editor/scheme-of-preview.ts';
import { DeviceSwitch, type Device } from '../../ui/pieces/device-switch.tsx';

const SCHEMES = { light: SunIcon, dark: MoonIcon } as const;

/** A sample mail with the brand as it stands in the fields. */
export function BrandPreview({ brand }: { brand: Brand }) {
  const { t, i18n } = useTranslation();
  const [device, setDevice] = useState<Device>('desktop');
  const [scheme, setScheme] = useState<MailScheme>('light');
  // half an address is none yet: what was seen last stands
  const { answer } = useLatestAnswer<{ html: string }>(
    '/app/settings/brand-preview',
    JSON.stringify({ brand, locale: toLocale(i18n.language) }),
  );
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t('mailEditor.preview')}
          </Text>
          <InlineStack gap="200">
            <ButtonGroup variant="segmented">
              {(Object.keys(SCHEMES) as MailScheme[]).map((each) => (
                <Button
                  key={each}
                  icon={SCHEMES[each]}
                  pressed={each === scheme}
                  accessibilityLabel={t(`mailEditor.scheme.${each}`)}
                  onClick={() => setScheme(each)}
                />
              ))}
            </ButtonGroup>
            <DeviceSwitch device={device} change={setDevice} />
          </InlineStack>
        </InlineStack>
        <div className="preview-stage">
          <MailFrame title={t('mailEditor.preview')} html={answer?.html ?? ''} device={device} scheme={scheme} />
        </div>
      </BlockStack>
    </Card>
  );
}
