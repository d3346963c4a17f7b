import { useFetcher, useFormAction } from '@remix-run/react';
import { useAppBridge } from '@shopify/app-bridge-react';
import { useTranslation } from 'react-i18next';
import { useValues } from './i18n/use-words.ts';
import { useToastOf, type ActionAnswer } from './use-toast-of.ts';
import type { Values } from './views/told.ts';

interface WayBack<Deed> {
  /** key of the words that tell that it is gone, and what stands in them */
  says: string;
  values?: Values;
  /** what takes it back */
  undo: Deed;
}

/**
 * What a page asks of its own route. What was done is told when it is done; what is put away is told at once, for it comes
 * back with one press.
 */
export function useDeeds<Deed extends object>() {
  const { t } = useTranslation();
  const valuesOf = useValues();
  const shopify = useAppBridge();
  const doing = useFetcher<ActionAnswer>();
  const removing = useFetcher<ActionAnswer>();
  useToastOf(doing);
  useToastOf(removing, 'failures');
  // by its name: what is taken back from another page would be sent to that one
  const action = useFormAction();
  const submit = (fetcher: typeof doing, deed: Deed) =>
    fetcher.submit(JSON.stringify(deed), { method: 'post', encType: 'application/json', action });
  return {
    busy: doing.state !== 'idle' || removing.state !== 'idle',
    errors: doing.data?.errors ?? {},
    send: (deed: Deed) => submit(doing, deed),
    putAway(deed: Deed, { says, values, undo }: WayBack<Deed>) {
      submit(removing, deed);
      shopify.toast.show(t(says, valuesOf(values)), { action: t('word.undo'), onAction: () => submit(doing, undo) });
    },
  };
}
