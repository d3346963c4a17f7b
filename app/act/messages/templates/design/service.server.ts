// Templates as merchants keep them: a draft that is edited, and versions that never change.
import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../../platform/clock/clock.ts';
import type { Database } from '../../../../platform/db/db.ts';
import { readSettings } from '../../../../shop/settings/settings-service.server.ts';
import { declaredAttributes } from '../../../../understand/attributes/declared.server.ts';
import type { MailLocale } from '../words.ts';
import { blankDocument } from './blank.ts';
import { compileDocument } from './compile.server.ts';
import { documentSchema, type TemplateDocument } from './document.ts';
import { hasErrors } from './faults.ts';
import { attributeField, MAIL_FIELDS, type MailField } from './fields.ts';
import { freshOf } from './recipes/recipes.ts';
import {
  insertVersion,
  readTemplate,
  readTemplates,
  readVersion,
  readVersions,
  type TemplateRow,
  type VersionRow,
} from './store.server.ts';
import {
  type DraftSaved,
  parseDocument,
  type Published,
  type Template,
  templateName,
  type TemplateSummary,
  type TemplateVersionSummary,
} from './template.ts';
import { readBlogs } from './view/articles.server.ts';

export interface TemplatesService {
  /** those not removed, the last edited first. @param after `next` of the page before */
  list(
    shop: string,
    after: string | null,
    limit?: number,
  ): Promise<{ templates: TemplateSummary[]; next: string | null }>;
  get(shop: string, id: string): Promise<Template | null>;
  /** from a starting template, or blank. @returns null when there is no such starting template */
  create(shop: string, from: { recipe: string | null; locale: MailLocale; name: string }): Promise<string | null>;
  /** what was imported, or comes from elsewhere in the app. @returns its id */
  createOf(shop: string, name: string, document: TemplateDocument): Promise<string>;
  /** @param over the revision that was opened */
  saveDraft(
    shop: string,
    id: string,
    draft: { name: string; document: TemplateDocument },
    over: number,
  ): Promise<DraftSaved>;
  /** Makes the draft the version that is sent from now on. What stands ready already is not made again. */
  publish(shop: string, id: string, who: string | null): Promise<Published>;
  versions(shop: string, id: string): Promise<TemplateVersionSummary[]>;
  /** makes a version the draft again; it goes out once it is published */
  takeBack(shop: string, id: string, version: number): Promise<boolean>;
  /** @returns the id of the copy */
  duplicate(shop: string, id: string, name: string): Promise<string | null>;
  /** what is being sent goes on being sent */
  remove(shop: string, id: string): Promise<void>;
  /** undo of `remove` */
  restore(shop: string, id: string): Promise<void>;
  /** of which blogs articles can be shown */
  blogs(shop: string): Promise<{ handle: string; name: string }[]>;
  /** what Liquid can show, with the shop's own attributes */
  fields(shop: string): Promise<MailField[]>;
}

const PAGE = 24;

export function createTemplatesService({ db, clock }: { db: Database; clock: Clock }): TemplatesService {
  async function write(shop: string, name: string, document: TemplateDocument, recipe: string | null) {
    const now = clock.now();
    const id = randomUUID();
    const row = {
      shop,
      id,
      name: named(name),
      recipe,
      draft: JSON.stringify(document),
      created_at: now,
      updated_at: now,
    };
    await db.write((trx) => trx.insertInto('template').values(row).execute());
    return id;
  }

  async function setRemoved(shop: string, id: string, at: number | null) {
    await db.write((trx) =>
      trx.updateTable('template').set({ removed_at: at }).where('shop', '=', shop).where('id', '=', id).execute(),
    );
  }

  const brandOf = async (shop: string) => (await readSettings(db.read, shop)).brand;

  return {
    async list(shop, after, limit = PAGE) {
      const rows = await readTemplates(db.read, shop, after, limit + 1);
      const brand = JSON.stringify(await brandOf(shop));
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      return {
        templates: shown.map((row) => summaryOf(row, brand)),
        next: rows.length > limit && last ? `${last.updated_at} ${last.id}` : null,
      };
    },

    async get(shop, id) {
      const row = await readTemplate(db.read, shop, id);
      if (!row) return null;
      const summary = summaryOf(row, JSON.stringify(await brandOf(shop)));
      return { ...summary, document: parseDocument(row.draft), revision: row.revision, recipe: row.recipe };
    },

    async create(shop, { recipe, locale, name }) {
      const document = recipe === null ? blankDocument(locale) : freshOf(recipe, locale, clock.now());
      return document ? write(shop, name, document, recipe) : null;
    },

    createOf: (shop, name, document) => write(shop, name, documentSchema.parse(document), null),

    async saveDraft(shop, id, { name, document }, over) {
      const draft = JSON.stringify(documentSchema.parse(document));
      return db.write(async (trx) => {
        const saved = await trx
          .updateTable('template')
          .set({ name: named(name), draft, revision: over + 1, updated_at: clock.now() })
          .where('shop', '=', shop)
          .where('id', '=', id)
          .where('revision', '=', over)
          .where('removed_at', 'is', null)
          .executeTakeFirst();
        if (saved.numUpdatedRows === 1n) return { kind: 'saved', revision: over + 1 };
        const row = await readTemplate(trx, shop, id);
        return row ? { kind: 'conflict', revision: row.revision, at: row.updated_at } : { kind: 'gone' };
      });
    },

    async publish(shop, id, who) {
      // laid out before the transaction, which must be short; whoever saves meanwhile has it laid out again
      for (;;) {
        const row = await readTemplate(db.read, shop, id);
        if (!row) return { kind: 'gone' };
        const brand = await brandOf(shop);
        const document = parseDocument(row.draft);
        if (!summaryOf(row, JSON.stringify(brand)).changed) return { kind: 'published', version: row.version };
        const attributes = new Set((await declaredAttributes(db.read, shop)).map((attribute) => attribute.id));
        const compiled = await compileDocument(document, brand, attributes);
        if (hasErrors(compiled.faults)) return { kind: 'faults', faults: compiled.faults };
        const version: VersionRow = {
          template: id,
          version: row.version + 1,
          document: row.draft,
          brand: JSON.stringify(brand),
          subject: compiled.subject,
          html: compiled.html,
          text: compiled.text,
          created_at: clock.now(),
          who,
        };
        if (await insertVersion(db, shop, version, row)) return { kind: 'published', version: version.version };
      }
    },

    versions: (shop, id) => readVersions(db.read, shop, id),

    async takeBack(shop, id, version) {
      const row = await readVersion(db.read, shop, id, version);
      if (!row) return false;
      const updated = await db.write((trx) =>
        trx
          .updateTable('template')
          .set((eb) => ({ draft: row.document, revision: eb('revision', '+', 1), updated_at: clock.now() }))
          .where('shop', '=', shop)
          .where('id', '=', id)
          .where('removed_at', 'is', null)
          .executeTakeFirst(),
      );
      return updated.numUpdatedRows === 1n;
    },

    async duplicate(shop, id, name) {
      const row = await readTemplate(db.read, shop, id);
      return row ? write(shop, name, parseDocument(row.draft), row.recipe) : null;
    },

    remove: (shop, id) => setRemoved(shop, id, clock.now()),
    restore: (shop, id) => setRemoved(shop, id, null),

    blogs: (shop) => readBlogs(db.read, shop),

    async fields(shop) {
      const declared = await declaredAttributes(db.read, shop);
      return [...MAIL_FIELDS, ...declared.map(({ id, label }) => attributeField(id, label))];
    },
  };
}

/** A name too long, or none, is not worth an error. */
const named = (name: string) => templateName.catch(name.trim().slice(0, 120) || '–').parse(name);

function summaryOf(row: TemplateRow, brand: string): TemplateSummary {
  return {
    id: row.id,
    name: row.name,
    locale: parseDocument(row.draft).locale,
    editedAt: row.updated_at,
    version: row.version,
    changed: row.published_document !== row.draft || row.published_brand !== brand,
  };
}
