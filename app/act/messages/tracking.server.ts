// What happens when somebody uses a link of a mail: signed by us, so these facts are verified.
import { type ConsentState, identity, type IdentityId, type NewFact } from '../../listen/facts/fact.ts';
import { insertFacts } from '../../listen/facts/store.server.ts';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Seal } from '../../platform/crypto/seal.ts';
import type { Database } from '../../platform/db/db.ts';
import { readSettings } from '../../shop/settings/settings-service.server.ts';
import { readLinks } from './delivery/message-row.ts';
import type { ClickToken, MailLinks } from './links.ts';
import { maskedAddress } from './masked-address.ts';
import { createReactionAppender } from './reactions/append.server.ts';
import { isPlainlyMachine, type Visit } from './reactions/visit.ts';
import { liftSuppression, suppress, suppressedAmong } from './suppression.server.ts';
import { isHeld } from './suppression-reason.ts';
import { readShortLink } from './texts/short-links.server.ts';
import { whoseMessages } from './whose.server.ts';
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

export interface MailTracking {
  /** Where a link leads, at once and whoever asks; null for a token that is not ours. Who it was is found out later. */
  follow(token: string, visit: Visit): Promise<string | null>;
  /** the same for the short address of a text */
  followShort(code: string, visit: Visit): Promise<string | null>;
  /** The picture of a mail was asked for. Nothing happens for a token that is not ours. */
  opened(token: string, visit: Visit): Promise<void>;
  /** The link that no person sees was followed. @returns where it leads: the shop's front */
  trapped(token: string, visit: Visit): Promise<string | null>;
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

interface Options {
  db: Database;
  clock: Clock;
  seal: Seal;
  links: MailLinks;
  /** new facts of a shop are on the disk */
  onHeard?: (shop: string) => void;
  /** somebody, or something, reacted to a mail; its verdict can be given at that instant */
  onReaction?: (shop: string, settleAt: number) => void;
}

export function createMailTracking({ db, clock, seal, links, onHeard, onReaction }: Options): MailTracking {
  const append = createReactionAppender({ db, seal });

  async function hear(reaction: Parameters<typeof append>[0]): Promise<void> {
    const settleAt = await append(reaction);
    if (settleAt !== null) onReaction?.(reaction.shop, settleAt);
  }

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
        'message.channel',
        'message.contact',
        'message.address',
        'message.links',
        'contact.locale',
        'contact.automated',
        'checkout.locale as checkout_locale',
      ])
      .where('message.shop', '=', shop)
      .where('message.id', '=', id)
      .executeTakeFirst();
  }

  async function lead(read: ClickToken | null, visit: Visit): Promise<string | null> {
    if (!read) return null;
    const message = await readMessage(read.shop, read.message);
    const link = message && readLinks(message.links)[read.link];
    if (!message || !link) return null;
    const now = clock.now();
    if (message.address) await hear({ ...read, kind: 'click', at: now, visit });
    // what is plainly a machine is nobody's device
    if (!link.storefront || isPlainlyMachine(visit)) return link.url;
    return withVisitor(link.url, links.visitor(read, now));
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
    follow: async (token, visit) => lead(links.readClick(token), visit),
    followShort: async (code, visit) => lead(await readShortLink(db.read, code), visit),
    async opened(token, visit) {
      const read = links.readOpen(token);
      if (!read || visit.method !== 'GET') return;
      const message = await readMessage(read.shop, read.message);
      // either may have been said after the mail left
      if (!message?.address || message.automated === 0) return;
      if (!(await readSettings(db.read, read.shop)).mail.opens) return;
      await hear({ ...read, kind: 'open', link: null, at: clock.now(), visit });
    },
    async trapped(token, visit) {
      const read = links.readTrap(token);
      if (!read) return null;
      const message = await readMessage(read.shop, read.message);
      if (message?.address) await hear({ ...read, kind: 'trap', link: null, at: clock.now(), visit });
      const shop = await db.read.selectFrom('shop').select('url').where('shop', '=', read.shop).executeTakeFirst();
      return shop?.url ?? `https://${read.shop}`;
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
      const whose = message && (await whoseMessages(db.read, read.shop, [message]))(message);
      return whose ? { shop: read.shop, identity: whose } : null;
    },
  };
}

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
