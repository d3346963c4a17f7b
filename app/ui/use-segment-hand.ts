import { useFetcher } from '@remix-run/react';
import { useAppBridge } from '@shopify/app-bridge-react';
import { useTranslation } from 'react-i18next';
import { useWords } from './i18n/use-words.ts';
import type { ActionAnswer } from './use-toast-of.ts';
import type { Words } from './views/told.ts';

/** Puts somebody into a static segment, or takes her out, with a way back. */
export function useSegmentHand() {
  const { t } = useTranslation();
  const say = useWords();
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
    put(contact: string, segment: { id: string; name: Words }, within: boolean) {
      send(contact, segment.id, within);
      shopify.toast.show(t(within ? 'segments.putIn' : 'segments.tookOut', { name: say(segment.name) }), {
        action: t('word.undo'),
        onAction: () => send(contact, segment.id, !within),
      });
    },
  };
}
