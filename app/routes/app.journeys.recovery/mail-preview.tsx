import { useFetcher } from '@remix-run/react';
import { BlockStack, Card, InlineStack, Select, SkeletonBodyText, Text } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toLocale, type Locale } from '../../ui/i18n/locale-of.ts';
import { DeviceSwitch, type Device } from '../../ui/pieces/device-switch.tsx';
import { LocaleSwitch } from '../../ui/pieces/locale-switch.tsx';
import type { MailPreview as Preview, RecoveryView } from '../../ui/views/recovery-views.ts';

/** Of a phone; a wider preview is as long as its mail. */
const LEAST_HEIGHT = 640;

interface Props {
  people: RecoveryView['people'];
  template: string;
  /** empty: nobody in particular */
  person: string;
  choose: (person: string) => void;
}

/** The mail as it will be sent, by the code that sends it, with a real cart. */
export function MailPreview({ people, template, person, choose }: Props) {
  const { t, i18n } = useTranslation();
  const [locale, setLocale] = useState<Locale>(toLocale(i18n.language));
  const [device, setDevice] = useState<Device>('desktop');
  const [height, setHeight] = useState(LEAST_HEIGHT);
  const { load, data } = useFetcher<Preview>();

  useEffect(() => {
    load(`/app/journeys/recovery/preview?${new URLSearchParams({ as: person, in: locale, template })}`);
  }, [load, person, locale, template]);

  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t('recovery.preview')}
          </Text>
          <InlineStack gap="200">
            {template === '' && <LocaleSwitch locale={locale} change={setLocale} />}
            <DeviceSwitch device={device} change={setDevice} />
          </InlineStack>
        </InlineStack>
        <Select
          label={t('recovery.previewAs')}
          labelInline
          value={person}
          onChange={choose}
          options={[
            ...people.map(({ id, name }) => ({ label: name, value: id })),
            { label: t('recovery.sample'), value: '' },
          ]}
        />
        <div className="preview-stage">
          <div className="mail-head">
            {data ? (
              <>
                <Text as="p" fontWeight="semibold">
                  {data.subject}
                </Text>
                <Text as="p" tone="subdued" variant="bodySm">
                  {data.from}
                </Text>
              </>
            ) : (
              <SkeletonBodyText lines={2} />
            )}
          </div>
          <iframe
            className="preview-frame preview-mail"
            data-device={device}
            title={t('recovery.preview')}
            sandbox="allow-same-origin"
            srcDoc={data?.html ?? ''}
            height={device === 'phone' ? LEAST_HEIGHT : height}
            onLoad={({ currentTarget }) => setHeight(heightOf(currentTarget))}
          />
        </div>
      </BlockStack>
    </Card>
  );
}

function heightOf({ contentDocument }: HTMLIFrameElement): number {
  return Math.max(LEAST_HEIGHT, contentDocument?.body.scrollHeight ?? 0);
}
