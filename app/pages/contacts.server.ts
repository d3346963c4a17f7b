import { Readable } from 'node:stream';
import type { MessageReports } from '../learn/reports/messages.server.ts';
import { createCostCache } from '../platform/cache/by-cost.ts';
import type { Database } from '../platform/db/db.ts';
import { type Channel, identityValue } from '../listen/facts/fact.ts';
import type { ShopsService } from '../shop/install/shops.server.ts';
import type { Condition } from '../understand/conditions/condition.ts';
import type { ContactDetail } from '../understand/contacts/one.server.ts';
import type { ContactsService } from '../understand/contacts/service.server.ts';
import type { ExportService } from '../understand/contacts/export.server.ts';
import type { TimelinePage as Told } from '../understand/contacts/timeline.server.ts';
import { calendarDaysBetween } from '../platform/clock/zones.ts';
import type { Clock } from '../platform/clock/clock.ts';
import { parseFrozenCuts } from '../understand/rfm/rules.ts';
import type { PersonasService } from '../understand/personas/service.server.ts';
import { personaName } from '../understand/personas/words.ts';
import type { Stage } from '../understand/stages/rules.ts';
import type { Touch } from '../understand/touches/touch.ts';
import type { ContactPages, ContactSort, ContactView, TimelinePage } from '../ui/views/contact-views.ts';
import { filterCondition } from './conditions.ts';

const SORTS = { seen: 'last_seen', spent: 'net_spent', score: 'score', name: 'search' } as const satisfies Record<
  ContactSort,
  string
>;
const PAGE = 50;
/** sorting so many is quicker than looking for them in the order of the list */
const FEW = 2000;
const TOTALS_KEPT = 500;

interface Deps {
  db: Database;
  clock: Clock;
  shops: ShopsService;
  contacts: ContactsService;
  exports: ExportService;
  personas: Pick<PersonasService, 'all'>;
  messages: Pick<MessageReports, 'ofContact' | 'heard'>;
}

export function createContactPages({ db, clock, shops, contacts, exports, messages, personas }: Deps): ContactPages {
  // paging on does not count again
  const totals = createCostCache({
    clock,
    max: TOTALS_KEPT,
    load: async (key) => {
      const [shop, search, condition] = JSON.parse(key) as [string, string, Condition];
      return contacts.count(shop, { search, condition });
    },
  });

  return {
    async list(shop, { search, filter, sort, descending, after }) {
      const { currency } = await shops.require(shop);
      const condition = filterCondition(filter, currency);
      const total = await totals.get(JSON.stringify([shop, search, condition]));
      const asked = { search, condition, sort: SORTS[sort], descending, after, limit: PAGE, few: total <= FEW };
      const page = await contacts.list(shop, asked);
      const all = await personas.all(shop);
      const named = all.map((persona) => ({ id: persona.id, name: personaName(persona) }));
      const nameOfPersona = new Map(named.map(({ id, name }) => [id, name]));
      return {
        personas: named,
        rows: page.rows.map((row) => ({
          persona: nameOfPersona.get(row.persona ?? '') ?? null,
          id: row.id,
          name: nameOf(row),
          email: row.email,
          stage: row.stage as Stage,
          group: row.rfm_group,
          score: row.score,
          orders: row.orders_count,
          spent: row.net_spent,
          lastSeenAt: row.last_seen_at,
        })),
        total,
        next: page.next,
        any: total > 0 || (await hasAny(shop)),
      };
    },

    async one(shop, id) {
      const detail = await contacts.get(shop, id);
      if (!detail) return null;
      const { currency, timezone } = await shops.require(shop);
      const { profile } = detail;
      const frozen = await db.read.selectFrom('shop').select('rfm_cuts').where('shop', '=', shop).executeTakeFirst();
      const cuts = parseFrozenCuts(frozen?.rfm_cuts ?? null);
      return {
        id: profile.id,
        name: nameOf(profile),
        email: profile.email,
        country: profile.country,
        locale: profile.locale,
        customerId: profile.customer_id,
        stage: profile.stage as Stage,
        group: profile.rfm_group,
        shopifyGroup: profile.shopify_rfm,
        rfm: rfmOf(profile, timezone, cuts && { r: [...cuts.r], f: [...cuts.f], m: [...cuts.m] }),
        orders: profile.orders_count,
        spent: profile.net_spent,
        currency: profile.currency ?? currency,
        firstSeenAt: profile.first_seen_at,
        lastSeenAt: profile.last_seen_at,
        score: profile.score,
        automated: profile.automated === 1,
        // a rule that is switched off stands in the ledger with nothing
        scoreLines: detail.scoreLines.filter(({ points }) => points !== 0),
        identities: detail.identities,
        messages: await messages.ofContact(shop, id),
        timeline: timelinePage(detail.timeline),
      };
    },

    timeline: async (shop, id, after, family) => timelinePage(await contacts.timeline(shop, id, { after, family })),

    heard: (shop, id, message) => messages.heard(shop, id, message),

    async exportCsv(shop) {
      const exported = await exports.exportContacts(shop);
      const bytes = Readable.from(exported.pages()).map((page: string) => Buffer.from(page));
      return Readable.toWeb(bytes) as ReadableStream<Uint8Array>;
    },
  };

  function rfmOf(profile: ContactDetail['profile'], zone: string, cuts: NonNullable<ContactView['rfm']>['cuts']) {
    const { r, f, m, last_order_at: last } = profile;
    if (r === null || f === null || m === null || last === null) return null;
    const recencyDays = Math.max(0, calendarDaysBetween(last, clock.now(), zone));
    return { r, f, m, recencyDays, orders: profile.orders_count, spent: profile.net_spent, cuts };
  }

  async function hasAny(shop: string): Promise<boolean> {
    const row = await db.read.selectFrom('contact').select('id').where('shop', '=', shop).limit(1).executeTakeFirst();
    return row !== undefined;
  }
}

function nameOf(row: { first_name: string | null; last_name: string | null; email: string | null }): string {
  return [row.first_name, row.last_name].filter(Boolean).join(' ') || row.email || '';
}

const sourceWords = (touch: Touch | null): string | null =>
  touch && [touch.source, touch.medium, touch.campaign].filter(Boolean).join(' · ');

const otherThanMail = ({ data }: Told['entries'][number]): Channel | null => {
  const channel = data.channel ?? data.consent?.channel ?? 'email';
  return channel === 'email' ? null : channel;
};

function timelinePage({ entries, next }: Told): TimelinePage {
  return {
    entries: entries.map((entry) => ({
      id: entry.id,
      at: entry.at,
      kind: entry.kind,
      about: entry.about ?? (entry.kind === 'contact.recognised' ? identityValue(entry.identity ?? '') : null),
      before: entry.before,
      after: entry.after,
      amount: entry.amount,
      currency: entry.currency,
      channel: entry.channel,
      by: otherThanMail(entry),
      came: entry.came && { first: sourceWords(entry.came.first), last: sourceWords(entry.came.last) },
      from: entry.from,
      points: entry.points,
      rule: entry.source === 'points' ? entry.subject : null,
      verified: entry.verified,
      unsure: entry.data.verdict === 'unsure',
    })),
    next,
  };
}
