import { type Told, tellReasonInEach } from '../../act/messages/reason-words.ts';
import { type HeardLine, heardOfMessage } from '../../act/messages/reactions/of-message.server.ts';
import { permissionsOf } from '../../act/messages/permission.server.ts';
import { addressHash, suppressedAmong } from '../../act/messages/suppression.server.ts';
import { CHANNELS } from '../../listen/facts/fact.ts';
import { surelyHers } from '../../listen/facts/unsure.ts';
import type { Seal } from '../../platform/crypto/seal.ts';
import type { Database } from '../../platform/db/db.ts';
import type { MessageName } from './message-name.ts';

export interface MessageLine extends MessageName {
  id: string;
  contact: string;
  /** the address or the number it went to, or would have; of a browser nothing can be shown */
  to: string;
  state: string;
  at: number;
  /** in words: why it was left out, refused, or sent */
  reason: Told | null;
}

export interface ContactMessageLine extends MessageName {
  id: string;
  state: string;
  at: number;
  /** as far as that can be known */
  opened: boolean;
  clicked: boolean;
  reason: Told | null;
  /** what its provider told later: delivered | bounced | complained */
  outcome: string | null;
  outcomeReason: Told | null;
  /** net revenue of the orders that were counted for it; null when there is none */
  credited: number | null;
}

export interface MessageReports {
  counts(shop: string): Promise<{ state: string; count: number }[]>;
  /** refused, unknown and skipped ones, newest first */
  troubled(shop: string, limit: number): Promise<MessageLine[]>;
  /** those that a merchant should look at: refused or unknown */
  troubledCount(shop: string): Promise<number>;
  ofContact(shop: string, contact: string): Promise<ContactMessageLine[]>;
  /** what was heard of a contact's message, latest first; none where it is not hers */
  heard(shop: string, contact: string, message: string): Promise<HeardLine[]>;
  /** on the suppression list, and has not opted in again since */
  suppressed(shop: string, email: string): Promise<boolean>;
  /** Why a message is what it is: its own reason, then each step of the journey that led to it. */
  explain(shop: string, message: string): Promise<Told[]>;
}

const TROUBLED = ['refused', 'unknown'] as const;
const SHOWN_OF_A_CONTACT = 100;

export function createMessageReports({ db, seal }: { db: Database; seal: Seal }): MessageReports {
  const zoneOf = async (shop: string) => {
    const row = await db.read.selectFrom('shop').select('timezone').where('shop', '=', shop).executeTakeFirst();
    return row?.timezone ?? 'UTC';
  };

  return {
    async counts(shop) {
      const rows = await db.read
        .selectFrom('message')
        .select((eb) => ['state', eb.fn.countAll<number>().as('count')])
        .where('shop', '=', shop)
        .groupBy('state')
        .orderBy('state')
        .execute();
      return rows.map((row) => ({ state: row.state, count: Number(row.count) }));
    },

    async troubled(shop, limit) {
      const zone = await zoneOf(shop);
      const rows = await db.read
        .selectFrom('message')
        .leftJoin('contact', (join) =>
          join.onRef('contact.shop', '=', 'message.shop').onRef('contact.id', '=', 'message.contact'),
        )
        .leftJoin('template', (join) =>
          join.onRef('template.shop', '=', 'message.shop').onRef('template.id', '=', 'message.template'),
        )
        .select(['message.id', 'message.contact', 'message.address', 'message.subject_line', 'message.template'])
        .select(['message.channel', 'message.state', 'message.created_at', 'message.reason', 'contact.email'])
        .select('template.name')
        .where('message.shop', '=', shop)
        .where('message.state', 'in', [...TROUBLED, 'skipped'])
        .orderBy('message.created_at', 'desc')
        .orderBy('message.id')
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        id: row.id,
        contact: row.contact,
        to: (row.channel === 'push' ? null : row.address) ?? row.email ?? '',
        ...nameOf(row),
        state: row.state,
        at: row.created_at,
        reason: tellReasonInEach(row.reason, zone),
      }));
    },

    async troubledCount(shop) {
      const row = await db.read
        .selectFrom('message')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('shop', '=', shop)
        .where('state', 'in', TROUBLED)
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },

    async ofContact(shop, contact) {
      const zone = await zoneOf(shop);
      const rows = await db.read
        .selectFrom('message')
        .leftJoin('template', (join) =>
          join.onRef('template.shop', '=', 'message.shop').onRef('template.id', '=', 'message.template'),
        )
        .select(['message.id', 'message.channel', 'message.subject_line', 'message.template', 'template.name'])
        .select(['message.state', 'message.created_at', 'message.submitted_at', 'message.reason'])
        .select(['message.outcome', 'message.outcome_reason'])
        .where('message.shop', '=', shop)
        .where('message.contact', '=', contact)
        .orderBy('message.created_at', 'desc')
        .limit(SHOWN_OF_A_CONTACT)
        .execute();
      const ids = rows.map((row) => row.id);
      if (ids.length === 0) return [];
      const reactions = await db.read
        .selectFrom('fact')
        .select(['kind', 'subject'])
        .distinct()
        .where('shop', '=', shop)
        .where('kind', 'in', ['message.opened', 'message.clicked'])
        .where('subject', 'in', ids)
        .where(surelyHers())
        .execute();
      const credits = await db.read
        .selectFrom('credit')
        .innerJoin('shop', (join) =>
          // sums of several currencies would mean nothing
          join.onRef('shop.shop', '=', 'credit.shop').onRef('shop.currency', '=', 'credit.currency'),
        )
        .select(['message', 'amount', 'refunded'])
        .where('credit.shop', '=', shop)
        .where('message', 'in', ids)
        .execute();
      const did = (kind: string, id: string) => reactions.some((one) => one.kind === kind && one.subject === id);
      return rows.map((row) => {
        const own = credits.filter((credit) => credit.message === row.id);
        return {
          id: row.id,
          ...nameOf(row),
          state: row.state,
          at: row.submitted_at ?? row.created_at,
          opened: did('message.opened', row.id),
          clicked: did('message.clicked', row.id),
          reason: tellReasonInEach(row.reason, zone),
          outcome: row.outcome,
          outcomeReason: tellReasonInEach(row.outcome_reason, zone),
          credited: own.length ? own.reduce((sum, credit) => sum + credit.amount - credit.refunded, 0) : null,
        };
      });
    },

    async heard(shop, contact, message) {
      const row = await db.read
        .selectFrom('message')
        .select('id')
        .where('shop', '=', shop)
        .where('id', '=', message)
        .where('contact', '=', contact)
        .executeTakeFirst();
      return row ? heardOfMessage(db.read, shop, row.id) : [];
    },

    async suppressed(shop, email) {
      const hash = addressHash(seal, email);
      if (!(await suppressedAmong(db.read, shop, [hash])).has(hash)) return false;
      return (await permissionsOf(db.read, shop, seal, [email])).get(email)?.allowed !== true;
    },

    async explain(shop, message) {
      const zone = await zoneOf(shop);
      const row = await db.read
        .selectFrom('message')
        .select(['reason', 'outcome_reason', 'enrolment'])
        .where('shop', '=', shop)
        .where('id', '=', message)
        .executeTakeFirst();
      if (!row) return [];
      const steps = await db.read
        .selectFrom('step')
        .select('reason')
        .where('shop', '=', shop)
        .where('enrolment', '=', row.enrolment ?? '')
        .orderBy('seq')
        .execute();
      const reasons = [row.reason, row.outcome_reason, ...steps.map(({ reason }) => reason)];
      const told = reasons.map((reason) => tellReasonInEach(reason, zone));
      return told.filter((sentence) => sentence !== null);
    },
  };
}

interface Named {
  channel: string;
  subject_line: string | null;
  template: string;
  name: string | null;
}

const nameOf = ({ channel, subject_line: subject, template, name }: Named): MessageName => ({
  channel: CHANNELS.find((one) => one === channel) ?? 'email',
  subject,
  template,
  templateName: name,
});
