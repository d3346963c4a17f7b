import { Card, FormLayout, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { EventsDoor } from '../../ui/views/mail-sender-views.ts';
import { CopiedText } from '../../ui/pieces/copied-text.tsx';

/** Where the provider has to send what became of the mails. */
export function EventsCard({ provider, events }: { provider: string; events: EventsDoor }) {
  const { t } = useTranslation();
  return (
    <Card>
      <FormLayout>
        <Text as="p">{t(`mailSender.eventsHow.${provider}`)}</Text>
        <CopiedText label={t('mailSender.eventsAddress')} value={events.address} />
        {events.user !== null && <CopiedText label={t('mailSender.eventsUser')} value={events.user} />}
        {events.password !== null && <CopiedText label={t('mailSender.eventsPassword')} value={events.password} />}
      </FormLayout>
    </Card>
  );
}
