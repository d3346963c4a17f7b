// What somebody may choose for herself by the link in the foot of each mail: what reaches her, and what is decided about her.
import type { Channel, SaidWishes } from '../../listen/facts/fact.ts';
import type { Seal } from '../../platform/crypto/seal.ts';
import type { Database } from '../../platform/db/db.ts';
import type { AutomationService } from '../../understand/consent/automated-service.server.ts';
import { type ConsentEntry, MAIL_MARKETING, MARKETING, stateOf } from '../../understand/consent/rules.ts';
import type { ConsentService } from '../../understand/consent/service.server.ts';
import { type Clock, DAY } from '../../platform/clock/clock.ts';
import type { Brand } from '../../shop/settings/brand.ts';
import type { Topic } from '../../shop/settings/pace.ts';
import { parseSettings } from '../../shop/settings/settings-service.server.ts';
import type { WishService } from '../../understand/preferences/service.server.ts';
import type { Frequency, Wishes } from '../../understand/preferences/wishes.ts';
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
  /** what the shop calls it, where it named it */
  name: string | null;
}

export interface Preferences {
  shopName: string;
  locale: MailLocale;
  maskedAddress: string;
  /** marketing mail, and whatever else she was ever asked for */
  choices: Choice[];
  automated: boolean;
  wishes: Wishes;
  /** how the shop looks in its mails */
  brand: Brand;
  zone: string;
  /** the shop or her mailbox keeps mail away: a yes is kept, and no mail comes all the same */
  held: boolean;
}

/** What she wants now: of the choices that she was shown, which are on. */
export interface Wanted {
  shown: readonly string[];
  on: readonly string[];
  /** undefined when she was not asked */
  automated?: boolean | undefined;
  frequency?: Frequency | undefined;
  /** days from now; 0 ends it; `{until}` puts back what was; undefined leaves it */
  pause?: number | { until: number } | undefined;
  language?: MailLocale | undefined;
}

/** The words beside a choice, which go to the log as what she was shown. */
export type WordsOf = (
  locale: MailLocale,
  choice: Pick<Choice, 'channel' | 'purpose' | 'name'> | 'automated',
) => string;

export type MailPreferences = ReturnType<typeof createMailPreferences>;

interface Options {
  db: Database;
  seal: Pick<Seal, 'hash'>;
  links: MailLinks;
  consent: Pick<ConsentService, 'change' | 'log'>;
  automation: Pick<AutomationService, 'change' | 'accepts'>;
  wishes: WishService;
  clock: Clock;
}

const SOURCE = 'preferences';

export function createMailPreferences({ db, clock, seal, links, consent, automation, wishes }: Options) {
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
      .select(['shop.name', 'shop.locale as shop_locale', 'shop.timezone', 'shop.settings'])
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
    const { brand, preferences } = parseSettings(found.settings);
    const said = await wishes.of(shop, { address });
    const locale = said.language ?? mailLocale(found.locale, found.checkout_locale, found.shop_locale);
    return {
      shopName: found.name,
      locale: mailLocale(locale),
      maskedAddress: maskedAddress(address),
      choices: choicesOf(await consent.log(shop, { address }), preferences.topics, mailLocale(locale)),
      automated: await automation.accepts(shop, { address }),
      wishes: { ...said, pausedUntil: (said.pausedUntil ?? 0) > clock.now() ? said.pausedUntil : null },
      brand,
      zone: found.timezone,
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
      const { topics } = parseSettings(found.settings).preferences;
      const evidence = (about: Parameters<WordsOf>[1]) => ({ message, text: wordsOf(before.locale, about) });
      // first of marketing as a whole, for its no is no to every purpose that is not wanted all the same
      for (const isWhole of [true, false]) {
        for (const choice of choicesOf(await consent.log(shop, { address }), topics, before.locale)) {
          if ((choice.purpose === MARKETING) !== isWhole || !wanted.shown.includes(choice.key)) continue;
          if (wanted.on.includes(choice.key) !== choice.on) await say(found, choice, evidence(choice));
        }
      }
      if (wanted.automated !== undefined && wanted.automated !== before.automated) {
        const accepts = wanted.automated;
        await automation.change(shop, { address, accepts, source: SOURCE, evidence: evidence('automated') });
      }
      const wished = wishesSaid(wanted, before, clock.now());
      if (wished) await wishes.say(shop, { address }, { ...wished, source: SOURCE, evidence: { message } });
      return { before, after: await preferencesOf(found) };
    },
  };
}

/** What is other than it was; null when nothing is. */
function wishesSaid(wanted: Wanted, before: Preferences, now: number): Omit<SaidWishes, 'source'> | null {
  const { frequency, pause, language } = wanted;
  const said: Omit<SaidWishes, 'source'> = {};
  if (frequency && frequency !== before.wishes.frequency) said.frequency = frequency;
  if (pause !== undefined) {
    const until = typeof pause === 'number' ? now + pause * DAY : pause.until;
    if (pause !== 0) said.pause = String(until);
    else if (before.wishes.pausedUntil !== null) said.pause = '';
  }
  if (language && language !== before.locale) said.language = language;
  return Object.keys(said).length > 0 ? said : null;
}

/** Marketing mail first, then the topics that the shop names, then every channel and purpose of which anything was said. */
function choicesOf(log: readonly ConsentEntry[], topics: readonly Topic[], locale: MailLocale): Choice[] {
  const named = topics.map(({ id }) => ({ channel: 'email' as const, purpose: id }));
  const asked = new Map(
    [MAIL_MARKETING, ...named, ...log].map(({ channel, purpose }) => [`${channel} ${purpose}`, { channel, purpose }]),
  );
  return [...asked].map(([key, question]) => ({
    key,
    ...question,
    name: topics.find(({ id }) => id === question.purpose)?.[locale] ?? null,
    on: stateOf(log, question) === 'subscribed',
  }));
}
