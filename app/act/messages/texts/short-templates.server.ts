// Templates of short messages as merchants keep them: a draft that is edited, and versions that never change.
import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../platform/clock/clock.ts';
import type { Database, Reader, Trx } from '../../../platform/db/db.ts';
import { declaredAttributes } from '../../../understand/attributes/declared.server.ts';
import { insertVersion } from '../templates/design/store.server.ts';
import { type DraftSaved, templateName } from '../templates/design/template.ts';
import type { MailLocale } from '../templates/words.ts';
import { checkShort } from './short-design.ts';
import {
  blankShort,
  isShortChannel,
  parseShort,
  type ShortChannel,
  type ShortDocument,
  shortDocumentSchema,
} from './short-document.ts';
import type { ShortFault } from './short-faults.ts';

export interface ShortTemplateLine {
  id: string;
  name: string;
  channel: ShortChannel;
  editedAt: number;
  /** the newest that can be sent; 0 while there is none */
  version: number;
  /** the draft says something else than that version */
  changed: boolean;
}

export interface ShortTemplate extends ShortTemplateLine {
  document: ShortDocument;
  revision: number;
}

export type ShortContent = Pick<ShortTemplate, 'channel' | 'document'>;

export type ShortPublished =
  { kind: 'published'; version: number } | { kind: 'faults'; faults: ShortFault[] } | { kind: 'gone' };

export type ShortTemplatesService = ReturnType<typeof createShortTemplates>;

const MOST_LISTED = 100;

export function createShortTemplates({ db, clock }: { db: Database; clock: Clock }) {
  return {
    /** Those not removed, the last edited first. */
    async list(shop: string): Promise<ShortTemplateLine[]> {
      const rows = await templates(db.read, shop)
        .orderBy('template.updated_at', 'desc')
        .orderBy('template.id')
        .limit(MOST_LISTED)
        .execute();
      return rows.map(lineOf);
    },

    async get(shop: string, id: string): Promise<ShortTemplate | null> {
      const row = await templates(db.read, shop).where('template.id', '=', id).executeTakeFirst();
      return row ? { ...lineOf(row), document: parseShort(row.draft), revision: row.revision } : null;
    },

    /** What a campaign would send: its newest version, and while there is none its draft. */
    async sendable(shop: string, id: string): Promise<ShortContent | null> {
      const row = await templates(db.read, shop).where('template.id', '=', id).executeTakeFirst();
      return row ? { channel: lineOf(row).channel, document: parseShort(row.published ?? row.draft) } : null;
    },

    /** A version as it was, also of a template that was removed. */
    async version(shop: string, id: string, version: number): Promise<ShortContent | null> {
      const row = await readShortVersion(db.read, shop, id, version);
      return row && { channel: row.channel, document: parseShort(row.document) };
    },

    /** @returns its id */
    async create(
      shop: string,
      of: { name: string; channel: ShortChannel; locale: MailLocale },
      document: ShortDocument = blankShort(of.locale),
    ): Promise<string> {
      const [id, now] = [randomUUID(), clock.now()];
      const draft = JSON.stringify(shortDocumentSchema.parse(document));
      const row = { shop, id, name: named(of.name), channel: of.channel, draft, created_at: now, updated_at: now };
      await db.write((trx) => trx.insertInto('template').values(row).execute());
      return id;
    },

    /** @param over the revision that was opened */
    async save(
      shop: string,
      id: string,
      { name, document }: { name: string; document: ShortDocument },
      over: number,
    ): Promise<DraftSaved> {
      const draft = JSON.stringify(shortDocumentSchema.parse(document));
      return db.write(async (trx): Promise<DraftSaved> => {
        const saved = await trx
          .updateTable('template')
          .set({ name: named(name), draft, revision: over + 1, updated_at: clock.now() })
          .where('shop', '=', shop)
          .where('id', '=', id)
          .where('channel', '<>', 'email')
          .where('revision', '=', over)
          .where('removed_at', 'is', null)
          .executeTakeFirst();
        if (saved.numUpdatedRows === 1n) return { kind: 'saved', revision: over + 1 };
        const row = await templates(trx, shop).where('template.id', '=', id).executeTakeFirst();
        return row ? { kind: 'conflict', revision: row.revision, at: row.updated_at } : { kind: 'gone' };
      });
    },

    /** Makes the draft the version that is sent from now on. @param who user:… of Shopify */
    async publish(shop: string, id: string, who: string | null): Promise<ShortPublished> {
      for (;;) {
        const row = await templates(db.read, shop).where('template.id', '=', id).executeTakeFirst();
        if (!row) return { kind: 'gone' };
        const { channel, changed } = lineOf(row);
        if (!changed) return { kind: 'published', version: row.version };
        const document = parseShort(row.draft);
        const faults = checkShort(document, channel, await attributesOf(db, shop));
        if (faults.some(({ severity }) => severity === 'error')) return { kind: 'faults', faults };
        const version = {
          template: id,
          version: row.version + 1,
          document: row.draft,
          brand: '{}',
          subject: document.title,
          html: '',
          text: document.text,
          created_at: clock.now(),
          who,
        };
        if (await insertVersion(db, shop, version, row)) return { kind: 'published', version: version.version };
      }
    },
  };
}

export async function attributesOf(db: Database, shop: string): Promise<Set<string>> {
  return new Set((await declaredAttributes(db.read, shop)).map(({ id }) => id));
}

/** Null where it is no version of a short message. */
async function readShortVersion(reader: Reader, shop: string, template: string, version: number) {
  const row = await reader
    .selectFrom('template')
    .innerJoin('template_version as sent', (join) =>
      join.onRef('sent.shop', '=', 'template.shop').onRef('sent.template', '=', 'template.id'),
    )
    .select(['channel', 'sent.document'])
    .where('template.shop', '=', shop)
    .where('template.id', '=', template)
    .where('sent.version', '=', version)
    .executeTakeFirst();
  return row && isShortChannel(row.channel) ? { channel: row.channel, document: row.document } : null;
}

function templates(reader: Reader | Trx, shop: string) {
  return reader
    .selectFrom('template')
    .leftJoin('template_version as newest', (join) =>
      join
        .onRef('newest.shop', '=', 'template.shop')
        .onRef('newest.template', '=', 'template.id')
        .onRef('newest.version', '=', 'template.version'),
    )
    .select(['template.id', 'template.name', 'template.channel', 'template.draft', 'template.revision'])
    .select(['template.version', 'template.updated_at', 'newest.document as published'])
    .where('template.shop', '=', shop)
    .where('template.channel', '<>', 'email')
    .where('template.removed_at', 'is', null);
}

interface Row {
  id: string;
  name: string;
  channel: string;
  draft: string;
  version: number;
  updated_at: number;
  published: string | null;
}

function lineOf({ id, name, channel, draft, version, updated_at: editedAt, published }: Row): ShortTemplateLine {
  if (!isShortChannel(channel)) throw new Error('a template of a channel that is not known');
  return { id, name, channel, editedAt, version, changed: published !== draft };
}

/** A name too long, or none, is not worth an error. */
const named = (name: string) => templateName.catch(name.trim().slice(0, 120) || '–').parse(name);
