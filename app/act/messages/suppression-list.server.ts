import type { Seal } from '../../platform/crypto/seal.ts';
import type { Database } from '../../platform/db/db.ts';
import { currentEntry, type ConsentEntry } from '../../understand/consent/rules.ts';
import { consentLogs } from '../../understand/consent/store.server.ts';
import type { Reason } from '../../decide/journeys/reason.ts';
import { permissionsOf } from './permission.server.ts';
import { addressHash } from './suppression.server.ts';
import { IMPORTED, isRemovable, type SuppressionKind, suppressionKind } from './suppression-reason.ts';

/** An address on the list. */
export interface Listed {
  /** the hash, which names the row */
  id: string;
  kind: SuppressionKind;
  /** null where only its hash is kept */
  address: string | null;
  at: number;
  note: string | null;
  who: string | null;
  /** the file that brought it */
  file: string | null;
  removable: boolean;
}

/** Somebody whom her own consent keeps off the mails. */
export interface Unsubscribed {
  contact: string;
  address: string;
  at: number | null;
  source: string | null;
}

/** Something that a person changed of the list. */
export interface ListChange {
  id: string;
  deed: 'added' | 'removed';
  kind: SuppressionKind;
  address: string | null;
  note: string;
  who: string;
  at: number;
}

/** Everything that is known of one address. */
export interface LookedUp {
  address: string;
  contact: string | null;
  listed: Listed | null;
  consent: Pick<ConsentEntry, 'state' | 'at' | 'source'> | null;
  /** whether marketing mail may go there now, and why */
  allowed: boolean;
  reason: Reason;
}

export interface Page<Row> {
  rows: Row[];
  /** where the next page goes on; null at the end */
  next: string | null;
}

export type SuppressionCounts = Record<SuppressionKind, number>;

export type SuppressionList = ReturnType<typeof createSuppressionList>;

/** Reads the suppression list, and beside it whoever is kept off the mails by her own consent: that is one truth, not two. */
export function createSuppressionList({ db, seal }: { db: Database; seal: Seal }) {
  return {
    /** Of each kind; `unsubscribed` counts contacts by their consent. */
    async counts(shop: string): Promise<SuppressionCounts> {
      const rows = await db.read
        .selectFrom('suppression')
        .select((eb) => ['reason', eb.fn.countAll<number>().as('count')])
        .where('shop', '=', shop)
        .groupBy('reason')
        .execute();
      const counts: SuppressionCounts = {
        manual: 0,
        imported: 0,
        hard_bounce: 0,
        complaint: 0,
        unsubscribed: 0,
        erased: 0,
      };
      for (const { reason, count } of rows) counts[suppressionKind(reason)] += Number(count);
      const own = await db.read
        .selectFrom('contact')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('shop', '=', shop)
        .where('email_consent', '=', 'unsubscribed')
        .executeTakeFirstOrThrow();
      return { ...counts, unsubscribed: Number(own.count) };
    },

    /**
     * Newest first. Rows that a link of a mail left are not among them: the consent of those people says it.
     * @param kind of one kind only
     */
    async listed(
      shop: string,
      { kind, after, limit }: { kind: SuppressionKind | null; after: string | null; limit: number },
    ): Promise<Page<Listed>> {
      let query = db.read
        .selectFrom('suppression')
        .select(['address_hash', 'reason', 'at', 'address', 'note', 'who'])
        .where('shop', '=', shop)
        .orderBy('at', 'desc')
        .orderBy('address_hash', 'desc')
        .limit(limit + 1);
      if (kind === 'imported') {
        query = query.where('reason', '>=', IMPORTED.from).where('reason', '<', IMPORTED.below);
      } else if (kind) query = query.where('reason', '=', kind);
      else query = query.where('reason', '<>', 'unsubscribed');
      const key = readKey(after);
      if (key) {
        query = query.where((eb) =>
          eb.or([eb('at', '<', key.at), eb.and([eb('at', '=', key.at), eb('address_hash', '<', key.id)])]),
        );
      }
      const found = await query.execute();
      const rows = await shown(shop, found.slice(0, limit));
      return { rows, next: found.length > limit ? keyOf(rows.at(-1)) : null };
    },

    /** By their ids. */
    async unsubscribed(
      shop: string,
      { after, limit }: { after: string | null; limit: number },
    ): Promise<Page<Unsubscribed>> {
      const found = await db.read
        .selectFrom('contact')
        .select(['id', 'email'])
        .where('shop', '=', shop)
        .where('email_consent', '=', 'unsubscribed')
        .where('id', '>', after ?? '')
        .orderBy('id')
        .limit(limit + 1)
        .execute();
      const people = found.slice(0, limit);
      const logs = await consentLogs(
        db.read,
        shop,
        people.map(({ email }) => `email:${email}`),
      );
      const rows = people.map(({ id, email }) => {
        const entry = currentEntry(logs.get(`email:${email}`) ?? []);
        return { contact: id, address: email ?? '', at: entry?.at ?? null, source: entry?.source ?? null };
      });
      return { rows, next: found.length > limit ? (people.at(-1)?.id ?? null) : null };
    },

    /** What people changed, newest first. */
    async changes(shop: string, { after, limit }: { after: string | null; limit: number }): Promise<Page<ListChange>> {
      let query = db.read
        .selectFrom('suppression_change')
        .select(['id', 'deed', 'reason', 'address', 'note', 'who', 'at'])
        .where('shop', '=', shop)
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1);
      const key = readKey(after);
      if (key) {
        query = query.where((eb) =>
          eb.or([eb('at', '<', key.at), eb.and([eb('at', '=', key.at), eb('id', '<', key.id)])]),
        );
      }
      const found = await query.execute();
      const rows = found.slice(0, limit).map(({ reason, deed, address, ...row }): ListChange => ({
        ...row,
        deed: deed === 'added' ? 'added' : 'removed',
        kind: suppressionKind(reason),
        address: opened(address),
      }));
      return { rows, next: found.length > limit ? keyOf(rows.at(-1)) : null };
    },

    /** By the whole address: parts of it cannot be looked for among hashes. */
    async look(shop: string, address: string): Promise<LookedUp> {
      const text = address.trim().toLowerCase();
      const rows = await db.read
        .selectFrom('suppression')
        .select(['address_hash', 'reason', 'at', 'address', 'note', 'who'])
        .where('shop', '=', shop)
        .where('address_hash', '=', addressHash(seal, text))
        .execute();
      const [listed = null] = await shown(shop, rows);
      const owner = await db.read
        .selectFrom('identity')
        .select('contact')
        .where('shop', '=', shop)
        .where('id', '=', `email:${text}`)
        .executeTakeFirst();
      const logs = await consentLogs(db.read, shop, [`email:${text}`]);
      const entry = currentEntry(logs.get(`email:${text}`) ?? []);
      const permission = (await permissionsOf(db.read, shop, seal, [text])).get(text);
      return {
        address: text,
        contact: owner?.contact ?? null,
        listed,
        consent: entry ? { state: entry.state, at: entry.at, source: entry.source } : null,
        allowed: permission?.allowed ?? false,
        reason: permission?.reason ?? { code: 'no_consent' },
      };
    },
  };

  async function shown(
    shop: string,
    rows: readonly {
      address_hash: string;
      reason: string;
      at: number;
      address: string | null;
      note: string | null;
      who: string | null;
    }[],
  ): Promise<Listed[]> {
    const imports = rows.flatMap(({ reason }) =>
      reason.startsWith(IMPORTED.from) ? reason.slice(IMPORTED.from.length) : [],
    );
    const files = imports.length
      ? await db.read
          .selectFrom('import')
          .select(['id', 'filename'])
          .where('shop', '=', shop)
          .where('id', 'in', [...new Set(imports)])
          .execute()
      : [];
    const nameOf = new Map(files.map(({ id, filename }) => [id, filename]));
    return rows.map(({ address_hash: id, reason, address, ...row }) => ({
      ...row,
      id,
      kind: suppressionKind(reason),
      address: opened(address),
      file: nameOf.get(reason.slice(IMPORTED.from.length)) ?? null,
      removable: isRemovable(reason),
    }));
  }

  /** One that was sealed with a key that is not here any more is a hash like the others. */
  function opened(sealed: string | null): string | null {
    if (sealed === null) return null;
    try {
      return seal.open(sealed);
    } catch {
      return null;
    }
  }
}

const keyOf = (row: { at: number; id: string } | undefined) => (row ? `${row.at}.${row.id}` : null);

/** `at.id` of the last row shown; whatever else stands in an address begins at the top. */
function readKey(after: string | null): { at: number; id: string } | null {
  const [, at, id] = /^(\d{1,15})\.(.+)$/s.exec(after ?? '') ?? [];
  return at && id ? { at: Number(at), id } : null;
}
