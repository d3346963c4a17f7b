import { useRouteLoaderData } from '@remix-run/react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { loader } from '../../routes/app/route.tsx';
import { createFormat, type Format } from './create-format.ts';

/** Numbers, money and dates in the merchant's language and the shop's currency and zone. */
export function useFormat(): Format {
  const { i18n } = useTranslation();
  const data = useRouteLoaderData<typeof loader>('routes/app');
  const currency = data?.shop.currency ?? 'USD';
  const timezone = data?.shop.timezone ?? 'UTC';
  const now = data?.now ?? 0;
  return useMemo(
    () => createFormat({ locale: i18n.language, currency, timezone, now }),
    [i18n.language, currency, timezone, now],
  );
}
export type { Format };
