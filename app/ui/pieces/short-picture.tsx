import { useFetcher } from '@remix-run/react';
import { SkeletonBodyText } from '@shopify/polaris';
import { useEffect } from 'react';
import type { ShortPictured } from '../views/text-views.ts';
import { ShortBubble } from './short-bubble.tsx';

/** A text or a notification as a phone would show it to somebody made up. @param of its template, and maybe a version */
export function ShortPicture({ of }: { of: Record<string, string> }) {
  const { load, data } = useFetcher<ShortPictured | null>();
  const address = `/app/campaigns/texts/preview?${new URLSearchParams(of)}`;
  useEffect(() => load(address), [load, address]);
  if (data === undefined) return <SkeletonBodyText lines={3} />;
  return data && <ShortBubble {...data} />;
}
