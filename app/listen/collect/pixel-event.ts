import { z } from 'zod';
import { DAY } from '../../platform/clock/clock.ts';
import { type DeviceKind, type FactData, type FactKind, identity, type NewFact } from '../facts/fact.ts';
import { originOf } from '../origin.ts';
import { CLIENT_ID } from '../payload.ts';

const KINDS: Readonly<Record<string, FactKind>> = {
  page_viewed: 'page.viewed',
  product_viewed: 'product.viewed',
  collection_viewed: 'collection.viewed',
  cart_viewed: 'cart.viewed',
  search_submitted: 'search.submitted',
  product_added_to_cart: 'product.added',
  'sandmill:file_downloaded': 'file.downloaded',
  'sandmill:form_sent': 'form.sent',
  'sandmill:chat_used': 'chat.used',
};

/** `gid://shopify/Product/123` or `123` → `123` */
const resource = z
  .string()
  .max(100)
  .transform((text) => /^(?:gid:\/\/shopify\/\w+\/)?(\d{1,20})$/.exec(text)?.[1])
  .optional()
  .catch(undefined);
const words = z
  .string()
  .transform((text) => text.replaceAll('\0', '').slice(0, 200))
  .optional()
  .catch(undefined);

const pixelEvent = z.object({
  id: z.string().regex(/^[\w.:-]{1,100}$/),
  name: z.string().max(50),
  timestamp: z.union([z.string().max(40), z.number()]).optional(),
  clientId: z.string().regex(CLIENT_ID),
  url: z.string().max(8000).optional(),
  referrer: z.string().max(8000).optional(),
  data: z
    .object({
      productId: resource,
      collectionId: resource,
      title: words,
      query: words,
      quantity: z.number().int().min(0).max(100_000).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
});

export type PixelEvent = z.infer<typeof pixelEvent>;

export const pixelReport = z.object({ key: z.string().min(8).max(100), events: z.array(z.unknown()).min(1).max(50) });

/** The events of a report that are as agreed and of a kind that is kept; the others are only counted. */
export function readEvents(events: readonly unknown[]): { events: PixelEvent[]; refused: number } {
  const read = events.flatMap((event) => {
    const parsed = pixelEvent.safeParse(event);
    return parsed.success && Object.hasOwn(KINDS, parsed.data.name) ? [parsed.data] : [];
  });
  return { events: read, refused: events.length - read.length };
}

/** A browser's word: unverified, under the device's identity, at an instant that may not be ahead or long past. */
export function pixelFact(event: PixelEvent, now: number, device?: DeviceKind): NewFact | null {
  const kind = KINDS[event.name];
  if (!kind) return null;
  const data = { ...dataOf(event), ...(device && kind === 'page.viewed' && { device }) };
  const subject = subjectOf(kind, event, data);
  return {
    id: `pixel:${event.id}`,
    kind,
    occurredAt: instantOf(event.timestamp, now),
    identity: identity('client', event.clientId),
    verified: false,
    ...(subject && { subject }),
    data,
  };
}

/** What conditions may ask for: the product or collection, the page's address within the shop, the words searched for. */
function subjectOf(kind: FactKind, { data }: PixelEvent, { path, title }: FactData): string | undefined {
  if (kind === 'product.viewed' || kind === 'product.added') return data?.productId;
  if (kind === 'collection.viewed') return data?.collectionId;
  if (kind === 'page.viewed') return path;
  return kind === 'search.submitted' ? title : undefined;
}

function dataOf({ url, referrer, data }: PixelEvent): FactData {
  const origin = originOf(url, referrer);
  const title = data?.title ?? data?.query;
  return {
    ...(origin && { origin }),
    ...(origin?.landingPage && { path: origin.landingPage }),
    ...(title && { title }),
    ...(data?.quantity !== undefined && { quantity: data.quantity }),
  };
}

function instantOf(timestamp: string | number | undefined, now: number): number {
  const told = typeof timestamp === 'number' ? timestamp : Date.parse(timestamp ?? '');
  if (!Number.isFinite(told)) return now;
  return Math.round(Math.min(now, Math.max(told, now - DAY)));
}
