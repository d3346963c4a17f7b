import { Badge } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { Channel } from '../../listen/facts/fact.ts';

/** Says the channel where it is not mail, which most are. */
export function ChannelBadge({ channel }: { channel: Channel }) {
  const { t } = useTranslation();
  return channel === 'email' ? null : <Badge tone="info">{t(`channel.${channel}`)}</Badge>;
}
