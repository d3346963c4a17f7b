import type { useFetcher } from '@remix-run/react';
import { useAppBridge } from '@shopify/app-bridge-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useValues } from './i18n/use-words.ts';
import type { Values } from './views/told.ts';

/** What every action of the admin answers with. */
export interface ActionAnswer {
  ok: boolean;
  /** key of the words to show, and what stands in them */
  says?: string;
  values?: Values;
  /** by field: the key of the words beside it */
  errors?: Record<string, string>;
}

/** Shows what an action answered, once. @param only failures, where it was told beforehand what would be done */
export function useToastOf(fetcher: ReturnType<typeof useFetcher<ActionAnswer>>, only?: 'failures'): void {
  const shopify = useAppBridge();
  const { t } = useTranslation();
  const valuesOf = useValues();
  const answer = fetcher.data;
  useEffect(() => {
    if (!answer || (answer.ok && only === 'failures')) return;
    const words = t(answer.says ?? (answer.ok ? 'word.saved' : 'word.saveFailed'), valuesOf(answer.values));
    shopify.toast.show(words, { isError: !answer.ok });
  }, [answer, only, shopify, t, valuesOf]);
}
