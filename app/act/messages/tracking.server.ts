// What happens when somebody uses a link of a mail: signed by us, so these facts are verified.
import { type ConsentState, identity, type IdentityId, type NewFact } from '../../listen/facts/fact.ts';
import { factAppender, factRow, insertFacts } from '../../listen/facts/store.server.ts';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Seal } from '../../platform/crypto/seal.ts';
import type { Database } from '../../platform/db/db.ts';
import { groupCommit } from '../../platform/db/group-commit.ts';
import { readSettings } from '../../shop/settings/settings-service.server.ts';
import type { MessageLink } from './delivery/message-row.ts';
import type { MailLinks } from './links.ts';
import { maskedAddress } from './masked-address.ts';
import { liftSuppression, suppress, suppressedAmong } from './suppression.server.ts';
import { isHeld } from './suppression-reason.ts';
import { type MailLocale, mailLocale } from './templates/words.ts';

/** What the page of an unsubscribe link may show. */
export interface Subscription {
  shopName: string;
  shopUrl: string;
  locale: MailLocale;
  /** enough to recognise one's own address, not to learn another's */
  maskedAddress: string;
  /** the shop, or her mailbox, keeps mail away: a yes is kept, and no mail comes all the same */
  held?: boolean;
}

/** person: somebody opened it, as far as can be known. program: her mail program loads pictures, opened or not. */
export type OpenedBy = 'person' | 'program';

export interface MailTracking {
  /** Where a link leads; null for a token that is not ours. `counts` is false for scanners and previews. */
  follow(token: string, counts: boolean): Promise<string | null>;
  /** The picture of a mail was asked for; only the first time counts. Nothing happens for a token that is not ours. */
  opened(token: string, by: OpenedBy): Promise<void>;
  subscription(token: string): Promise<Subscription | null>;
  /**
   * Her own word, by her own link.
   * @param shows what goes to the log beside it: what she was shown, or what her mail program sent for her
   * @returns null for a token that is not ours
   */
  setSubscribed(
    token: string,
    subscribed: boolean,
    shows?: (of: Subscription) => Record<string, string>,
  ): Promise<Subscription | null>;
  /** Whose mail a storefront visit came from, for the storefront door. */
  readVisitorToken(token: string, now: number): Promise<{ shop: string; identity: IdentityId } | null>;
}

const OPENED = { person: 'opened', program: 'loaded' } as const satisfies Record<OpenedBy, string>;

interface Options {
  db: Database;
  clock: Clock;
  seal: Seal;
  links: MailLinks;
  /** new facts of a shop are on the disk */
  onHeard?: (shop: string) => void;
}

export function createMailTracking({ db, clock, links, onHeard }: Options): MailTracking {
  const append = groupCommit(factAppender(db));

  async function readMessage(shop: string, id: string) {
    return db.read
      .selectFrom('message')
      .leftJoin('contact', (join) =>
        join.onRef('contact.shop', '=', 'message.shop').onRef('contact.id', '=', 'message.contact'),
      )
      .leftJoin('checkout', (join) =>
        join.onRef('checkout.shop', '=', 'message.shop').onRef('checkout.token', '=', 'message.subject_id'),
      )
      .select([
        'message.address',
        'message.subject_line',
        'message.links',
        'contact.locale',
        'contact.automated',
        'checkout.locale as checkout_locale',
      ])
      .where('message.shop', '=', shop)
      .where('message.id', '=', id)
      .executeTakeFirst();
  }

  async function describe(token: string) {
    const read = links.readUnsubscribe(token);
    if (!read) return null;
    const shop = await db.read
      .selectFrom('shop')
      .select(['name', 'url', 'locale'])
      .where('shop', '=', read.shop)
      .executeTakeFirst();
    if (!shop) return null;
    const message = await readMessage(read.shop, read.message);
    const subscription: Subscription = {
      shopName: shop.name,
      shopUrl: shop.url ?? `https://${read.shop}`,
      locale: mailLocale(message?.locale, message?.checkout_locale, shop.locale),
      maskedAddress: maskedAddress(message?.address ?? null),
    };
    return { read, subscription, address: message?.address ?? null };
  }

  return {
    async follow(token, counts) {
      const read = links.readClick(token);
      if (!read) return null;
      const message = await readMessage(read.shop, read.message);
      const link = message && (JSON.parse(message.links) as MessageLink[])[read.link];
      if (!message || !link) return null;
      const now = clock.now();
      if (counts && message.address) {
        const fact: NewFact = {
          id: `message:${read.message}:clicked:${read.link}`,
          kind: 'message.clicked',
          occurredAt: now,
          identity: identity('email', message.address),
          verified: true,
          subject: read.message,
          data: { link: read.link, ...titleOf(message) },
        };
        await append(factRow(read.shop, fact, now));
        onHeard?.(read.shop);
      }
      return link.storefront ? withVisitor(link.url, links.visitor(read, now)) : link.url;
    },
    async opened(token, by) {
      const read = links.readOpen(token);
      if (!read) return;
      const message = await readMessage(read.shop, read.message);
      // either may have been said after the mail left
      if (!message?.address || message.automated === 0) return;
      if (!(await readSettings(db.read, read.shop)).mail.opens) return;
      const now = clock.now();
      const fact: NewFact = {
        id: `message:${read.message}:${OPENED[by]}`,
        kind: `message.${OPENED[by]}`,
        occurredAt: now,
        identity: identity('email', message.address),
        verified: true,
        subject: read.message,
        data: titleOf(message),
      };
      await append(factRow(read.shop, fact, now));
      onHeard?.(read.shop);
    },
    subscription: async (token) => (await describe(token))?.subscription ?? null,
    async setSubscribed(token, subscribed, shows = () => ({})) {
      const found = await describe(token);
      if (!found) return null;
      const { read, address } = found;
      const now = clock.now();
      await db.write(async (trx) => {
        if (subscribed) await liftSuppression(trx, read.shop, read.addressHash);
        else await suppress(trx, read.shop, read.addressHash, 'unsubscribed', now);
        // an erased address leaves only the suppression
        if (!address) return;
        const evidence = { message: read.message, ...shows(found.subscription) };
        await insertFacts(trx, read.shop, [consentFact(address, subscribed, evidence, now)], now);
      });
      onHeard?.(read.shop);
      const suppressed = (await suppressedAmong(db.read, read.shop, [read.addressHash])).get(read.addressHash);
      return { ...found.subscription, held: suppressed !== undefined && isHeld(suppressed.reason) };
    },
    async readVisitorToken(token, now) {
      const read = links.readVisitor(token, now);
      if (!read) return null;
      const message = await readMessage(read.shop, read.message);
      return message?.address ? { shop: read.shop, identity: identity('email', message.address) } : null;
    },
  };
}

/** What the timeline calls it. */
const titleOf = ({ subject_line: title }: { subject_line: string | null }) => (title === null ? {} : { title });

function consentFact(address: string, subscribed: boolean, evidence: Record<string, string>, now: number): NewFact {
  const who = identity('email', address);
  const state: ConsentState = subscribed ? 'subscribed' : 'unsubscribed';
  return {
    id: `consent:link:${who}:${now}`,
    kind: 'consent.changed',
    occurredAt: now,
    identity: who,
    verified: true,
    data: { consent: { channel: 'email', state, source: 'link', evidence } },
  };
}

function withVisitor(url: string, token: string): string {
  if (!URL.canParse(url)) return url;
  const target = new URL(url);
  target.searchParams.set('sandmill', token);
  return target.href;
}
