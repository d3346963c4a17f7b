import { Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
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
      <div className="phone-bubble">
        {channel === 'push' && title !== '' && <strong>{title}</strong>}
        <span>{text || t('texts.nothingYet')}</span>
        {channel === 'push' && picture !== '' && <img src={picture} alt="" />}
      </div>
    </figure>
  );
}
