// What somebody may choose for herself by the link in the foot of each mail: what reaches her, and what is decided about her.
import type { Channel } from '../../listen/facts/fact.ts';
import type { Seal } from '../../platform/crypto/seal.ts';
import type { Database } from '../../platform/db/db.ts';
import type { AutomationService } from '../../understand/consent/automated-service.server.ts';
import { type ConsentEntry, MAIL_MARKETING, MARKETING, stateOf } from '../../understand/consent/rules.ts';
import type { ConsentService } from '../../understand/consent/service.server.ts';
import type { MailLinks } from './links.ts';
import { maskedAddress } from './masked-address.ts';
import { addressHash, liftSuppression, suppressedAmong } from './suppression.server.ts';
import { isHeld } from './suppression-reason.ts';
import { type MailLocale, mailLocale } from './templates/words.ts';

export interface Choice {
  /** `channel purpose` */
  key: string;
  channel: Channel;
  purpose: string;
  on: boolean;
}

export interface Preferences {
  shopName: string;
  locale: MailLocale;
  maskedAddress: string;
  /** marketing mail, and whatever else she was ever asked for */
  choices: Choice[];
  automated: boolean;
  /** the shop or her mailbox keeps mail away: a yes is kept, and no mail comes all the same */
  held: boolean;
}

/** What she wants now: of the choices that she was shown, which are on. */
export interface Wanted {
  shown: readonly string[];
  on: readonly string[];
  /** undefined when she was not asked */
  automated?: boolean | undefined;
}

/** The words beside a choice, which go to the log as what she was shown. */
export type WordsOf = (locale: MailLocale, choice: Pick<Choice, 'channel' | 'purpose'> | 'automated') => string;

export type MailPreferences = ReturnType<typeof createMailPreferences>;

interface Options {
  db: Database;
  seal: Pick<Seal, 'hash'>;
  links: MailLinks;
  consent: Pick<ConsentService, 'change' | 'log'>;
  automation: Pick<AutomationService, 'change' | 'accepts'>;
}

const SOURCE = 'preferences';

export function createMailPreferences({ db, seal, links, consent, automation }: Options) {
  async function addressed(token: string) {
    const read = links.readPreferences(token);
    if (!read) return null;
    const row = await db.read
      .selectFrom('message')
      .innerJoin('shop', 'shop.shop', 'message.shop')
      .leftJoin('contact', (join) =>
        join.onRef('contact.shop', '=', 'message.shop').onRef('contact.id', '=', 'message.contact'),
      )
      .leftJoin('checkout', (join) =>
        join.onRef('checkout.shop', '=', 'message.shop').onRef('checkout.token', '=', 'message.subject_id'),
      )
      .select(['message.address', 'contact.locale', 'checkout.locale as checkout_locale'])
      .select(['shop.name', 'shop.locale as shop_locale'])
      .where('message.shop', '=', read.shop)
      .where('message.id', '=', read.message)
      .executeTakeFirst();
    // of whoever was erased there is nothing to choose: the way out works all the same
    return row?.address ? { ...read, ...row, address: row.address.toLowerCase() } : null;
  }

  type Addressed = NonNullable<Awaited<ReturnType<typeof addressed>>>;

  async function preferencesOf(found: Addressed): Promise<Preferences> {
    const { shop, address } = found;
    const hash = addressHash(seal, address);
    const suppressed = (await suppressedAmong(db.read, shop, [hash])).get(hash);
    return {
      shopName: found.name,
      locale: mailLocale(found.locale, found.checkout_locale, found.shop_locale),
      maskedAddress: maskedAddress(address),
      choices: choicesOf(await consent.log(shop, { address })),
      automated: await automation.accepts(shop, { address }),
      held: suppressed !== undefined && isHeld(suppressed.reason),
    };
  }

  /** Says the other of what a choice is now. */
  async function say({ shop, address }: Addressed, choice: Choice, evidence: Record<string, string>): Promise<void> {
    const { channel, purpose, on } = choice;
    const state = on ? 'unsubscribed' : 'subscribed';
    const change = { address, channel, purpose, state, source: SOURCE, evidence } as const;
    // what an earlier mail's way out left on the list was her own word too; before she is looked at again
    if (!on && channel === 'email') await db.write((trx) => liftSuppression(trx, shop, addressHash(seal, address)));
    const said = await consent.change(shop, change);
    // of two words of one instant the order is open: said once more it is the later one
    if (said.result === 'said' && said.holds !== state) await consent.change(shop, change);
  }

  return {
    /** null for a token that is not ours, or whose person was erased */
    async read(token: string): Promise<Preferences | null> {
      const found = await addressed(token);
      return found && preferencesOf(found);
    },

    /** Writes what is other than it was, with the words that she was shown. @returns what was, and what is now */
    async save(
      token: string,
      wanted: Wanted,
      wordsOf: WordsOf,
    ): Promise<{ before: Preferences; after: Preferences } | null> {
      const found = await addressed(token);
      if (!found) return null;
      const { shop, address, message } = found;
      const before = await preferencesOf(found);
      const evidence = (about: Parameters<WordsOf>[1]) => ({ message, text: wordsOf(before.locale, about) });
      // first of marketing as a whole, for its no is no to every purpose that is not wanted all the same
      for (const isWhole of [true, false]) {
        for (const choice of choicesOf(await consent.log(shop, { address }))) {
          if ((choice.purpose === MARKETING) !== isWhole || !wanted.shown.includes(choice.key)) continue;
          if (wanted.on.includes(choice.key) !== choice.on) await say(found, choice, evidence(choice));
        }
      }
      if (wanted.automated !== undefined && wanted.automated !== before.automated) {
        const accepts = wanted.automated;
        await automation.change(shop, { address, accepts, source: SOURCE, evidence: evidence('automated') });
      }
      return { before, after: await preferencesOf(found) };
    },
  };
}

/** Marketing mail first; then every channel and purpose of which anything was said. */
function choicesOf(log: readonly ConsentEntry[]): Choice[] {
  const asked = new Map(
    [MAIL_MARKETING, ...log].map(({ channel, purpose }) => [`${channel} ${purpose}`, { channel, purpose }]),
  );
  return [...asked].map(([key, question]) => ({ key, ...question, on: stateOf(log, question) === 'subscribed' }));
}
