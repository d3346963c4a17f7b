import { useRouteLoaderData } from '@remix-run/react';
import { useBreakpoints } from '@shopify/polaris';
import type { loader } from '../routes/app/route.tsx';

/** Whether the page is phone-wide; before the browser has measured, what its user agent says. */
export function useNarrow(): boolean {
  const phone = useRouteLoaderData<typeof loader>('routes/app')?.phone ?? false;
  return useBreakpoints({ defaults: { smDown: phone } }).smDown;
}
