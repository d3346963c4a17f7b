import { Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { NotificationCard } from './notification-card.tsx';
import type { ShortChannel } from '../views/text-views.ts';

interface Props {
  channel: ShortChannel;
  from: string;
  title: string;
  text: string;
  picture: string;
}

/** A short message as a phone shows it: a bubble, or a notification. */
export function ShortBubble({ channel, from, title, text, picture }: Props) {
  const { t } = useTranslation();
  return (
    <figure className={`phone phone-${channel}`} aria-label={t(`texts.previewOf.${channel}`)}>
      <div className="phone-head">
        <Text as="span" variant="bodySm" fontWeight="semibold" breakWord>
          {from}
        </Text>
        <Text as="span" variant="bodySm" tone="subdued">
          {t(`channel.${channel}`)}
        </Text>
      </div>
      {channel === 'push' ? (
        <NotificationCard title={title} text={text || t('texts.nothingYet')} picture={picture} from={from} />
      ) : (
        <div className="phone-bubble">
          <span>{text || t('texts.nothingYet')}</span>
        </div>
      )}
    </figure>
  );
}
