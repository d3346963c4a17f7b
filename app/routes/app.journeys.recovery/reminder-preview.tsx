import { useFetcher } from '@remix-run/react';
import { BlockStack, Card, Text } from '@shopify/polaris';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ShortBubble } from '../../ui/pieces/short-bubble.tsx';
import type { ReminderShown } from '../../ui/views/reminder-views.ts';
import type { ShortChannel } from '../../ui/views/text-views.ts';

interface Props {
  channel: ShortChannel;
  template: string;
  /** empty: nobody in particular */
  person: string;
}

/** The second reminder as a phone shows it, by the engine that sends it, with a real cart. */
export function ReminderPreview({ channel, template, person }: Props) {
  const { t } = useTranslation();
  const { load, data } = useFetcher<ReminderShown | null>();

  useEffect(() => {
    load(`/app/journeys/recovery/reminder?${new URLSearchParams({ as: person, template })}`);
  }, [load, person, template]);

  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('recovery.reminder.preview')}
        </Text>
        <ShortBubble
          channel={channel}
          from={data?.from ?? ''}
          title={data?.title ?? ''}
          text={data?.text ?? ''}
          picture={data?.picture ?? ''}
        />
      </BlockStack>
    </Card>
  );
}
