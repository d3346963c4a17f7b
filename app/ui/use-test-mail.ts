import { useFetcher } from '@remix-run/react';
import type { TextFieldProps } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useToastOf, type ActionAnswer } from './use-toast-of.ts';

/**
 * One mail to oneself: the field for the address, with what was wrong with it, and the asking.
 * @param name what the address is called in what is sent, and in errors
 * @param action of the route that sends it; this one when not given
 */
export function useTestMail(name: 'to' | 'test', action?: string) {
  const { t } = useTranslation();
  const fetcher = useFetcher<ActionAnswer>();
  const [to, setTo] = useState('');
  const [touched, setTouched] = useState(false);
  useToastOf(fetcher);
  const wrong = touched ? undefined : fetcher.data?.errors?.[name];
  const field: TextFieldProps = {
    label: t('settings.testTo'),
    type: 'email',
    autoComplete: 'email',
    value: to,
    onChange(text) {
      setTo(text.trim());
      setTouched(true);
    },
    ...(wrong && { error: t(wrong, fetcher.data?.values ?? {}) }),
  };
  return {
    field,
    busy: fetcher.state !== 'idle',
    sent: fetcher.data?.ok === true,
    /** @param rest what it is a mail of */
    send(rest: object) {
      setTouched(false);
      const body = JSON.stringify({ [name]: to, ...rest });
      fetcher.submit(body, { method: 'post', encType: 'application/json', ...(action !== undefined && { action }) });
    },
  };
}
