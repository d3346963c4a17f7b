import { Banner, BlockStack, Button, ButtonGroup, Card, InlineStack, SkeletonBodyText, Text } from '@shopify/polaris';
import { MoonIcon, SunIcon } from '@shopify/polaris-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { DeviceSwitch, type Device } from '../pieces/device-switch.tsx';
import type { MailPerson, MailPreview } from '../views/template-views.ts';
import { MailFrame } from './mail-frame.tsx';
import { PersonPicker } from './person-picker.tsx';
import type { MailScheme } from './scheme-of-preview.ts';

const SCHEMES = { light: SunIcon, dark: MoonIcon } as const;

/** The mail as one contact would get it: on a phone or a desk, in light or dark, as a picture or as plain text. */
export function PreviewPane(props: {
  preview: MailPreview | null;
  failed: boolean;
  people: MailPerson[];
  person: MailPerson | null;
  as: (person: MailPerson | null) => void;
  /** the block that is being edited */
  open: string | null;
}) {
  const { preview } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const [device, setDevice] = useState<Device>('desktop');
  const [scheme, setScheme] = useState<MailScheme>('light');
  const [shown, setShown] = useState<'mail' | 'text'>('mail');
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t('mailEditor.preview')}
          </Text>
          <InlineStack gap="200">
            <ButtonGroup variant="segmented">
              {(['mail', 'text'] as const).map((each) => (
                <Button key={each} pressed={each === shown} onClick={() => setShown(each)}>
                  {t(`mailEditor.shown.${each}`)}
                </Button>
              ))}
            </ButtonGroup>
            {shown === 'mail' && (
              <>
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
              </>
            )}
          </InlineStack>
        </InlineStack>
        <PersonPicker people={props.people} person={props.person} choose={props.as} />
        {props.failed && (
          <Banner tone="warning">
            <p>{t('mailEditor.previewFailed')}</p>
          </Banner>
        )}
        <div className="preview-stage">
          <div className="mail-head">
            {preview ? (
              <>
                <Text as="p" fontWeight="semibold" breakWord>
                  {preview.subject || t('mailEditor.noSubject')}
                </Text>
                <Text as="p" tone="subdued" variant="bodySm" breakWord>
                  {preview.preheader}
                </Text>
              </>
            ) : (
              <SkeletonBodyText lines={2} />
            )}
          </div>
          {shown === 'mail' ? (
            <MailFrame
              title={t('mailEditor.preview')}
              html={preview?.html ?? ''}
              device={device}
              scheme={scheme}
              open={props.open}
            />
          ) : (
            <pre className="mail-plain">{preview?.text}</pre>
          )}
        </div>
        {preview && (
          <Text as="p" tone="subdued" variant="bodySm">
            {t('mailEditor.weight', { weight: format.number(Math.ceil(preview.bytes / 1000)) })}
          </Text>
        )}
      </BlockStack>
    </Card>
  );
}
