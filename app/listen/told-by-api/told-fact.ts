// A fact as another program of the merchant tells it. Pure.
import { z } from 'zod';
import { DAY, MINUTE } from '../../platform/clock/clock.ts';
import { identity, type NewFact } from '../facts/fact.ts';
import { originOf } from '../origin.ts';
import { address, CLIENT_ID } from '../payload.ts';

/** What may be told. Orders, consent and customers come from Shopify alone. */
export const TOLD_KINDS = [
  'chat.used',
  'form.sent',
  'file.downloaded',
  'event.told',
  // visits that another tool measured, of people who are known
  'page.viewed',
  'product.viewed',
  'collection.viewed',
  'search.submitted',
  'product.added',
] as const;
type ToldKind = (typeof TOLD_KINDS)[number];

/** By which the web pixel tells of devices. */
const VISITS: ReadonlySet<ToldKind> = new Set([
  'page.viewed',
  'product.viewed',
  'collection.viewed',
  'search.submitted',
  'product.added',
]);

/** What each kind cannot be without. */
const NEEDS: Partial<Record<ToldKind, 'title' | 'url' | 'productId' | 'collectionId' | 'query'>> = {
  'event.told': 'title',
  'page.viewed': 'url',
  'product.viewed': 'productId',
  'collection.viewed': 'collectionId',
  'search.submitted': 'query',
  'product.added': 'productId',
};

/** Two clocks are never the same. */
const AHEAD_MS = 5 * MINUTE;
const OLDEST_MS = 730 * DAY;
/** What is told later than this is history: it is understood, and starts nothing. */
const LATE_MS = DAY;

const words = z
  .string()
  .transform((text) => text.replaceAll('\0', '').toWellFormed().trim().slice(0, 200))
  .optional();
const resource = (kind: string) =>
  z
    .string()
    .regex(new RegExp(`^(?:gid://shopify/${kind}/)?\\d{1,20}$`), `is the number of a ${kind.toLowerCase()} in Shopify`)
    .transform((text) => text.replace(/^.*\//, ''))
    .optional();
const url = z.string().max(8000).optional();

const instant = z.union(
  [z.int(), z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))],
  'is a text such as 2026-11-22T14:30:00Z, or milliseconds since 1970',
);

const email = z
  .string()
  .max(320)
  .transform((text, context) => {
    const read = address(text);
    if (read !== null) return read;
    context.addIssue({ code: 'custom', message: 'is not an e-mail address' });
    return z.NEVER;
  });

const toldFact = z
  .strictObject({
    id: z.string().regex(/^[\w.:-]{1,100}$/, 'is 1 to 100 letters, digits and . _ : -'),
    kind: z.enum(TOLD_KINDS, `is one of ${TOLD_KINDS.join(', ')}`),
    email: email.optional(),
    /** `gid://shopify/Customer/123` or `123` */
    customerId: resource('Customer'),
    clientId: z.string().regex(CLIENT_ID, 'is the client id of the web pixel').optional(),
    occurredAt: instant.optional(),
    properties: z
      .strictObject({
        title: words,
        url,
        referrer: url,
        productId: resource('Product'),
        collectionId: resource('Collection'),
        query: words,
        quantity: z.number().int().min(1).max(100_000).optional(),
      })
      .prefault({}),
  })
  .refine(({ email, customerId, clientId }) => Boolean(email ?? customerId ?? clientId), {
    error: 'name who it was: email, customerId or clientId',
  })
  .refine(({ email, customerId }) => email === undefined || customerId === undefined, {
    error: 'name a person by email or by customerId, not by both: the API joins nobody',
  })
  .refine(({ kind, email, customerId }) => !VISITS.has(kind) || Boolean(email ?? customerId), {
    error: 'visits are told of people, by email or customerId: those of devices come from the web pixel',
  })
  .superRefine(({ kind, properties }, context) => {
    const lacks = NEEDS[kind];
    if (lacks && !properties[lacks])
      context.addIssue({ code: 'custom', path: ['properties', lacks], message: `${kind} needs it` });
  });

export type ToldFact = { fact: NewFact } | { refused: string };

/**
 * Reads one fact. The merchant's own server signs it, so it counts for the person that it names; a device named beside her
 * was in her hands then. A device alone says no more than the web pixel would.
 */
export function readToldFact(item: unknown, now: number): ToldFact {
  const read = toldFact.safeParse(item);
  if (!read.success) return { refused: sentenceOf(read.error) };
  const { id, kind, email, customerId, clientId, properties } = read.data;
  const occurredAt = read.data.occurredAt ?? now;
  if (occurredAt > now + AHEAD_MS) return { refused: 'occurredAt: lies ahead; it is when the thing happened' };
  if (occurredAt < now - OLDEST_MS) return { refused: 'occurredAt: is more than two years ago' };
  const device = clientId === undefined ? [] : [identity('client', clientId)];
  const person =
    email !== undefined ? identity('email', email) : customerId !== undefined ? identity('customer', customerId) : null;
  const [first] = person ? [person] : device;
  if (!first) return { refused: 'name who it was: email, customerId or clientId' };
  const origin = originOf(properties.url, properties.referrer);
  const path = origin?.landingPage;
  const title = properties.title || properties.query;
  const subject = subjectOf(kind, { ...properties, title, path });
  return {
    fact: {
      id: `api:${id}`,
      kind,
      occurredAt: Math.min(occurredAt, now),
      identity: first,
      verified: person !== null,
      ...(subject && { subject }),
      data: {
        ...(person && device.length > 0 && { also: device }),
        ...(VISITS.has(kind) && origin && { origin }),
        ...(title && { title }),
        ...(path && { path }),
        ...(properties.quantity !== undefined && { quantity: properties.quantity }),
        ...(occurredAt < now - LATE_MS && { history: true }),
      },
    },
  };
}

interface About {
  title: string | undefined;
  path: string | undefined;
  query?: string | undefined;
  productId?: string | undefined;
  collectionId?: string | undefined;
}

/** What conditions may ask for, as of what the web pixel tells. */
function subjectOf(kind: ToldKind, { title, path, query, productId, collectionId }: About): string | undefined {
  switch (kind) {
    case 'product.viewed':
    case 'product.added':
      return productId;
    case 'collection.viewed':
      return collectionId;
    case 'page.viewed':
      return path;
    case 'search.submitted':
      return query;
    case 'event.told':
      return title;
    default:
      return undefined;
  }
}

/** The first thing that is not as documented, for whoever writes the program. */
export function sentenceOf(error: z.ZodError): string {
  const [issue] = error.issues;
  if (!issue) return 'is not as documented';
  if (issue.code === 'unrecognized_keys') {
    const where = issue.path.length > 0 ? `${issue.path.map(String).join('.')}: ` : '';
    return `${where}takes no ${issue.keys.map((key) => key.slice(0, 50)).join(', ')}`;
  }
  const path = issue.path.map(String).join('.');
  return path ? `${path}: ${issue.message}` : issue.message;
}
