import type { MessageReports } from '../learn/reports/messages.server.ts';
import { CHANNELS } from '../listen/facts/fact.ts';
import type { Clock } from '../platform/clock/clock.ts';
import type { Database } from '../platform/db/db.ts';
import { readSettings } from '../shop/settings/settings-service.server.ts';
import type {
  ChannelView,
  ConsentLine,
  ConsentPages,
  ContactConsentView,
  WishesView,
} from '../ui/views/consent-views.ts';
import { askedLately } from '../understand/consent/asked-counts.server.ts';
import type { Confirmations } from '../understand/consent/confirmations.server.ts';
import {
  BY_HAND,
  type ConsentEntry,
  currentEntry,
  isEcho,
  isUndoable,
  MARKETING,
  stateOf,
  undoneAmong,
} from '../understand/consent/rules.ts';
import type { ConsentService } from '../understand/consent/service.server.ts';
import { contactRow } from '../understand/contacts/one.server.ts';
import { wishesOf } from '../understand/preferences/log.server.ts';

interface Deps {
  db: Database;
  clock: Clock;
  consent: ConsentService;
  confirmations: Confirmations;
  messages: Pick<MessageReports, 'suppressed'>;
}

/** What stands in the log for the app itself. */
const INTERNAL: ReadonlySet<string> = new Set(['text', 'note', 'of', 'by', 'staff', 'request', 'message']);

export function createConsentPages({ db, clock, consent, confirmations, messages }: Deps): ConsentPages {
  return {
    async of(shop, contact) {
      const profile = await contactRow(db.read, shop, contact);
      if (!profile) return null;
      const entries = await consent.log(shop, { contact });
      const mail = stateOf(entries);
      const address = mail === 'not_subscribed' || mail === 'pending' ? profile.email : null;
      const wait = address === null ? null : await confirmations.mayAskFrom(shop, address);
      return {
        channels: channelsOf(entries, profile),
        log: linesOf(entries),
        wishes: await wishesNow(shop, contact),
        topics: await topicsOf(shop),
        suppressed: profile.email !== null && (await messages.suppressed(shop, profile.email)),
        ask: { may: address !== null && wait === null, wait },
      };
    },

    async say(shop, contact, { note, ...told }, staff) {
      const { channel, purpose, state } = told;
      const standing = stateOf(await consent.log(shop, { contact }), { channel, purpose });
      // a person's note does not speak against her own word
      if (state === 'subscribed' && standing !== 'not_subscribed') return 'refused';
      if (state === 'subscribed' && channel === 'email' && (await readSettings(db.read, shop)).consent.doubleOptIn) {
        // where the shop wants it, a person's word is a question to her first
        const evidence = { note, staff };
        return (await confirmations.ask(shop, { contact, purpose, by: 'staff', evidence })).result;
      }
      const said = await consent.change(shop, { contact, ...told, source: BY_HAND, evidence: { note, by: staff } });
      return said.result;
    },

    undo: async (shop, contact, entry, staff) => (await consent.undo(shop, contact, entry, staff))?.result === 'said',
    ask: (shop, contact, staff) => confirmations.ask(shop, { contact, by: 'staff', evidence: { staff } }),
    asked: (shop) => askedLately(db.read, shop, clock.now()),
  };

  async function wishesNow(shop: string, contact: string): Promise<WishesView | null> {
    const said = (await wishesOf(db.read, shop, [contact])).get(contact);
    if (!said) return null;
    return { ...said, pausedUntil: (said.pausedUntil ?? 0) > clock.now() ? said.pausedUntil : null };
  }

  async function topicsOf(shop: string): Promise<ContactConsentView['topics']> {
    const { topics } = (await readSettings(db.read, shop)).preferences;
    return Object.fromEntries(topics.map(({ id, en, it }) => [id, { en, it }]));
  }
}

function channelsOf(entries: readonly ConsentEntry[], reached: { email: string | null; phone: string | null }) {
  const reachable = (channel: string) =>
    channel === 'push' || (channel === 'email' ? reached.email : reached.phone) !== null;
  const named = new Set(entries.filter(({ purpose }) => purpose !== MARKETING).map(({ purpose }) => purpose));
  return CHANNELS.flatMap((channel) => {
    const purposes = [...named].filter((purpose) =>
      entries.some((one) => one.channel === channel && one.purpose === purpose),
    );
    return [MARKETING, ...purposes.toSorted()].map((purpose): ChannelView => {
      const held = currentEntry(entries, { channel, purpose });
      return {
        channel,
        purpose,
        state: held?.state ?? 'not_subscribed',
        since: held?.at ?? null,
        source: held?.source ?? null,
        reachable: reachable(channel),
      };
    });
  });
}

/** Latest first, without what Shopify only repeats of us. */
function linesOf(entries: readonly ConsentEntry[]): ConsentLine[] {
  const undone = undoneAmong(entries);
  return entries
    .filter((entry) => !isEcho(entry, entries))
    .map(({ evidence, ...entry }) => ({
      ...entry,
      text: evidence['text'] ?? null,
      note: evidence['note'] ?? null,
      proof: Object.entries(evidence)
        .filter(([name]) => !INTERNAL.has(name))
        .map(([name, value]) => ({ name, value })),
      undone: undone.has(entry.id),
      undoable: isUndoable({ ...entry, evidence }, entries),
    }))
    .toReversed();
}
