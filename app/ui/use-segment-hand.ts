import { useFetcher } from '@remix-run/react';
import { useAppBridge } from '@shopify/app-bridge-react';
import { useTranslation } from 'react-i18next';
import type { ActionAnswer } from './use-toast-of.ts';

/** Puts somebody into a static segment, or takes her out, with a way back. */
export function useSegmentHand() {
  const { t } = useTranslation();
  const shopify = useAppBridge();
  const fetcher = useFetcher<ActionAnswer>();
  const send = (contact: string, segment: string, within: boolean) =>
    fetcher.submit(JSON.stringify({ segment, within }), {
      method: 'post',
      encType: 'application/json',
      action: `/app/contacts/${contact}/segments`,
    });
  return {
    busy: fetcher.state !== 'idle',
    put(contact: string, segment: { id: string; name: string }, within: boolean) {
      send(contact, segment.id, within);
      shopify.toast.show(t(within ? 'segments.putIn' : 'segments.tookOut', { name: segment.name }), {
        action: t('word.undo'),
        onAction: () => send(contact, segment.id, !within),
      });
    },
  };
}
