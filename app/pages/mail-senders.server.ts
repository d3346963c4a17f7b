import { EVENTS_USER } from '../act/messages/events/inbox.server.ts';
import { readMailShop } from '../act/messages/delivery/sender.server.ts';
import { checkDomain, type Dns } from '../act/messages/senders/domain-check.ts';
import { roomOf, usedToday, warmUpOf } from '../act/messages/senders/pace.ts';
import { CONFIGS, isProvider } from '../act/messages/senders/providers.ts';
import type { SenderDraft, SendersService } from '../act/messages/senders/service.server.ts';
import { OWN, readSenders, type SenderRow } from '../act/messages/senders/store.server.ts';
import { readSecrets } from '../act/messages/senders/transports.server.ts';
import type { TestMails } from '../act/messages/test-mail.server.ts';
import type { Channel } from '../listen/facts/fact.ts';
import type { Clock } from '../platform/clock/clock.ts';
import type { Seal } from '../platform/crypto/seal.ts';
import type { Database } from '../platform/db/db.ts';
import type { ShopsService } from '../shop/install/shops.server.ts';
import type { EventsDoor, MailSenderPages, SenderLine, SenderPace } from '../ui/views/mail-sender-views.ts';

interface Deps {
  db: Database;
  clock: Clock;
  seal: Seal;
  shops: ShopsService;
  senders: SendersService;
  testMails: TestMails;
  dns: Dns;
  /** where the app is reached from outside */
  appUrl: string;
  /** MAIL_FROM */
  mailFrom?: string | undefined;
}

/** As many a day as a new domain may begin with, and where most shops are done. */
const WARM_UP = { first: 50, target: 5000 };

const NEW: SenderDraft = {
  name: '',
  address: '',
  replyTo: '',
  provider: 'postmark',
  config: CONFIGS.postmark.parse({}),
  secrets: {},
  perSecond: null,
  perHour: null,
  warmUp: WARM_UP,
};

export function createMailSenderPages({
  db,
  clock,
  seal,
  shops,
  senders,
  testMails,
  dns,
  appUrl,
  mailFrom,
}: Deps): MailSenderPages {
  /** @param standard of its channel */
  async function lineOf(shop: string, sender: SenderRow, standard: string | undefined): Promise<SenderLine> {
    const { timezone } = await shops.require(shop);
    const shown = sender.channel === 'email' ? await readMailShop(db.read, shop, mailFrom, sender) : null;
    return {
      id: sender.id,
      own: sender.id === OWN,
      standard: sender.id === standard,
      channel: sender.channel as Channel,
      name: shown?.from.name ?? sender.name,
      address: shown?.from.address ?? sender.address,
      provider: sender.provider,
      pace: paceOf(sender, clock.now(), timezone),
    };
  }

  return {
    async list(shop) {
      const all = await readSenders(db.read, shop);
      const rows = all?.all ?? (await senders.list(shop));
      const standard = (await senders.standard(shop)).id;
      return Promise.all(rows.map((sender) => lineOf(shop, sender, all ? all.of(sender.channel, null)?.id : standard)));
    },
    async one(shop, id) {
      if (id === null) return { line: null, draft: NEW, kept: [], events: null };
      const sender = await senders.get(shop, id);
      if (sender?.channel !== 'email') return null;
      const { warm_first: first, warm_target: target } = sender;
      const secrets = readSecrets(sender, seal);
      return {
        line: await lineOf(shop, sender, (await senders.standard(shop)).id),
        draft: {
          name: sender.name,
          address: sender.address,
          replyTo: sender.reply_to,
          provider: sender.provider,
          config: JSON.parse(sender.config) as Record<string, unknown>,
          secrets: {},
          perSecond: sender.per_second,
          perHour: sender.per_hour,
          warmUp: first === null || target === null ? null : { first, target },
        },
        kept: Object.keys(secrets).filter((name) => name !== 'events'),
        events: eventsOf(sender, secrets, appUrl),
      };
    },
    save: (shop, id, draft) => senders.save(shop, id, draft),
    makeStandard: (shop, id) => senders.makeStandard(shop, id),
    remove: (shop, id) => senders.setRemoved(shop, id, true),
    restore: (shop, id) => senders.setRemoved(shop, id, false),
    tryNow: (shop, id) => senders.tryNow(shop, id),
    async check(shop, id) {
      const sender = await senders.get(shop, id);
      const shown = sender && (await readMailShop(db.read, shop, mailFrom, sender));
      if (!sender || !shown || !isProvider(sender.provider)) return null;
      const { provider, dkim_selector: selector, dkim_public: publicKey } = sender;
      const signs = provider === 'smtp' && selector && publicKey;
      const host = provider === 'smtp' ? CONFIGS.smtp.parse(JSON.parse(sender.config)).host : null;
      const address = shown.from.address;
      return checkDomain({ provider, address, dkim: signs ? { selector, publicKey } : null, host }, dns);
    },
    async sendTest(shop, id, request) {
      if (!(await senders.get(shop, id))) return { kind: 'refused', reason: 'no such sender' };
      return testMails.send(shop, { ...request, sender: id });
    },
  };
}

function paceOf(sender: SenderRow, now: number, zone: string): SenderPace {
  const room = roomOf(sender, now, zone);
  const today = warmUpOf(sender, now, zone);
  return {
    // a second is over before it is read
    why: 'opens' in room && room.why !== 'second' ? room.why : null,
    opens: 'opens' in room ? room.opens : now,
    trouble: sender.rests > 0 || sender.failures > 0 ? sender.trouble : null,
    warmUp:
      today === null || sender.warm_target === null
        ? null
        : { today, used: usedToday(sender, now, zone), target: sender.warm_target },
  };
}

function eventsOf(sender: SenderRow, secrets: Record<string, string>, appUrl: string): EventsDoor | null {
  if (sender.provider === 'server' || sender.events_token === null) return null;
  const password = sender.provider === 'postmark' ? (secrets['events'] ?? null) : null;
  return {
    address: `${appUrl}/mail-events/${sender.provider}/${sender.events_token}`,
    user: password === null ? null : EVENTS_USER,
    password,
  };
}
