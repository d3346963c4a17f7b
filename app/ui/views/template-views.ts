import type { TemplateDocument } from '../../act/messages/templates/design/document.ts';
import type { Refusal } from '../../act/messages/templates/design/import-design.server.ts';
import type { Brand } from '../../shop/settings/brand.ts';
import type { NamesById } from './condition-views.ts';
import type { TestMailAnswer } from './settings-views.ts';
import type { Told, Words } from './told.ts';

export type MailLocale = 'en' | 'it';

export interface TemplateRow {
  id: string;
  name: string;
  locale: MailLocale;
  editedAt: number;
  /** the newest version that can be sent; 0 while there is none */
  version: number;
  /** something was edited since that version */
  changed: boolean;
}

export interface TemplateList {
  templates: TemplateRow[];
  next: string | null;
}

/** A starting template. */
export interface RecipeRow {
  id: string;
  name: Words;
  about: Words;
  /** for what it is: welcome, recover, sell, … */
  aim: string;
}

/** What Liquid can say in a mail. */
export interface LiquidField {
  path: string;
  name: Words;
  /** what stands in for it where it is empty; empty: nothing has to */
  fallback: Told;
}

export interface SavedBlockRow {
  id: string;
  name: string;
  block: TemplateDocument['blocks'][number];
}

export interface TemplateDraft {
  name: string;
  document: TemplateDocument;
}

export interface TemplateEditorView extends TemplateDraft {
  id: string;
  /** counts the saves: who saves over another's save is told */
  revision: number;
  version: number;
  /** something was edited since that version */
  changed: boolean;
  fields: LiquidField[];
  /** of which articles can be shown */
  blogs: MailBlog[];
  saved: SavedBlockRow[];
  /** of what the conditions name, and of the picked products */
  names: NamesById;
  /** a wall clock of tomorrow in the shop's zone, with which a countdown begins */
  tomorrow: string;
  /** to whom a preview can be shown at first: those seen last */
  people: MailPerson[];
}

export interface MailBlog {
  handle: string;
  name: string;
}

export interface MailPerson {
  id: string;
  name: string;
}

export interface MailFault {
  severity: 'error' | 'warning';
  /** the block it is in; null: the mail as a whole */
  block: string | null;
  says: Told;
}

export interface MailPreview {
  subject: string;
  preheader: string;
  html: string;
  text: string;
  /** the text part before it is anybody's, with which one begins who writes it by hand */
  editable: string;
  bytes: number;
  faults: MailFault[];
}

export interface TemplateVersionRow {
  version: number;
  at: number;
  /** the newest of all is the one that is sent */
  current: boolean;
}

export type SavedTemplate =
  | { kind: 'saved'; revision: number }
  /** somebody saved since it was opened */
  | { kind: 'conflict'; revision: number; at: number }
  | { kind: 'gone' };

/** With faults nothing is sent. */
export type PublishedTemplate =
  { kind: 'published'; version: number } | { kind: 'faults'; count: number } | { kind: 'gone' };

export type ImportedTemplate = { kind: 'made'; id: string } | { kind: 'refused'; code: Refusal; detail?: string };

export interface TemplatePages {
  list(shop: string, after: string | null): Promise<TemplateList>;
  recipes(shop: string): Promise<RecipeRow[]>;
  one(shop: string, id: string): Promise<TemplateEditorView | null>;
  create(shop: string, from: { recipe: string | null; locale: MailLocale; name: string }): Promise<string | null>;
  importing(shop: string, from: { name: string; source: string; locale: MailLocale }): Promise<ImportedTemplate>;
  /** @param over the revision it may be saved over */
  save(shop: string, id: string, draft: TemplateDraft & { over: number }): Promise<SavedTemplate>;
  publish(shop: string, id: string, staff: string): Promise<PublishedTemplate>;
  duplicate(shop: string, id: string, name: string): Promise<string | null>;
  remove(shop: string, id: string): Promise<void>;
  /** undo of remove */
  restore(shop: string, id: string): Promise<void>;
  /** by the engine that sends */
  preview(shop: string, document: TemplateDocument, contact: string | null): Promise<MailPreview>;
  /** small, for a card: of a template as it is edited, of one of its versions, or of a starting template in a language */
  picture(
    shop: string,
    of: { template: string } | { template: string; version: number } | { recipe: string; locale: MailLocale },
  ): Promise<string | null>;
  people(shop: string, search: string): Promise<MailPerson[]>;
  versions(shop: string, id: string): Promise<{ name: string; rows: TemplateVersionRow[] } | null>;
  versionHtml(shop: string, id: string, version: number): Promise<string | null>;
  takeBack(shop: string, id: string, version: number): Promise<boolean>;
  keptBlocks(shop: string): Promise<SavedBlockRow[]>;
  /** @returns null when there are as many as may be */
  keepBlock(shop: string, name: string, block: TemplateDocument['blocks'][number]): Promise<string | null>;
  dropBlock(shop: string, id: string): Promise<void>;
  sendTest(
    shop: string,
    request: { to: string; document: TemplateDocument; contact: string | null },
  ): Promise<TestMailAnswer>;
}

export interface BrandPages {
  get(shop: string): Promise<Brand>;
  save(shop: string, brand: Brand): Promise<void>;
  /** a sample mail with every kind of block, as it would look */
  preview(shop: string, brand: Brand, locale: MailLocale): Promise<string>;
}
