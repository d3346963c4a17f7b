import type { DesignedPreviews } from '../act/messages/templates/design/preview-designed.server.ts';
import type { TemplateDocument } from '../act/messages/templates/design/document.ts';
import { type Fault, hasErrors, sayFault } from '../act/messages/templates/design/faults.ts';
import { importDesign } from '../act/messages/templates/design/import-design.server.ts';
import { freshOf, RECIPES } from '../act/messages/templates/design/recipes/recipes.ts';
import type { SavedBlocks } from '../act/messages/templates/design/saved-blocks.server.ts';
import type { TemplatesService } from '../act/messages/templates/design/service.server.ts';
import type { ShownVersions } from '../act/messages/templates/design/shown-versions.server.ts';
import type { TestMails } from '../act/messages/test-mail.server.ts';
import type { Clock } from '../platform/clock/clock.ts';
import { startOfDay, wallOf } from '../platform/clock/zones.ts';
import type { ShopsService } from '../shop/install/shops.server.ts';
import { bookKey } from '../ui/conditions/named-in.ts';
import { everyBlock } from '../ui/mail-editor/mail-places.ts';
import type { ConditionPages } from '../ui/views/condition-views.ts';
import type { MailFault, MailPerson, TemplatePages } from '../ui/views/template-views.ts';
import type { ContactsService } from '../understand/contacts/service.server.ts';
import type { NamesService } from '../understand/names/names.server.ts';

interface Deps {
  clock: Clock;
  shops: ShopsService;
  contacts: ContactsService;
  names: NamesService;
  conditions: Pick<ConditionPages, 'book'>;
  templates: TemplatesService;
  savedBlocks: SavedBlocks;
  designedPreviews: DesignedPreviews;
  shownVersions: ShownVersions;
  testMails: TestMails;
}

const PEOPLE = 20;
/** an hour of the evening at which an offer may well end */
const EVENING = 18 * 3_600_000;

export function createTemplatePages(deps: Deps): TemplatePages {
  const {
    clock,
    shops,
    contacts,
    names,
    conditions,
    templates,
    savedBlocks,
    designedPreviews,
    shownVersions,
    testMails,
  } = deps;

  async function people(shop: string, search: string): Promise<MailPerson[]> {
    const { rows } = await contacts.list(shop, { search, sort: 'last_seen', descending: true, limit: PEOPLE * 2 });
    return rows
      .filter(({ email }) => email !== null)
      .slice(0, PEOPLE)
      .map(({ id, first_name, last_name, email }) => ({
        id,
        name: [first_name, last_name].filter(Boolean).join(' ') || (email ?? ''),
      }));
  }

  async function namesIn(shop: string, document: TemplateDocument) {
    const blocks = everyBlock(document);
    const asked = blocks.flatMap(({ condition }) => (condition ? [condition] : []));
    const picked = blocks.flatMap((block) => (block.kind === 'products' ? block.products : []));
    const book = await conditions.book(shop, asked);
    for (const { id, name } of await names.named(shop, 'product', picked)) book[bookKey('product', id)] = name;
    return book;
  }

  async function preview(shop: string, document: TemplateDocument, contact: string | null) {
    const { faults, ...mail } = await designedPreviews.preview(shop, document, contact, { marks: true });
    return { ...mail, faults: faults.map(told) };
  }

  return {
    list: (shop, after) => templates.list(shop, after),
    recipes: async () => RECIPES.map(({ id, name, about, aim }) => ({ id, name, about, aim })),

    async one(shop, id) {
      const template = await templates.get(shop, id);
      if (!template) return null;
      const { timezone } = await shops.require(shop);
      const { document, name, revision, version, changed } = template;
      return {
        id,
        name,
        document,
        revision,
        version,
        changed,
        fields: await templates.fields(shop),
        blogs: await templates.blogs(shop),
        saved: await savedBlocks.list(shop),
        names: await namesIn(shop, document),
        tomorrow: wallOf(startOfDay(clock.now(), timezone, 1) + EVENING, timezone),
        people: await people(shop, ''),
      };
    },

    create: (shop, from) => templates.create(shop, from),
    async importing(shop, { name, source, locale }) {
      const read = await importDesign(source, locale);
      if (read.kind === 'refused') return read;
      return { kind: 'made', id: await templates.createOf(shop, name, read.document) };
    },
    save: (shop, id, { over, ...draft }) => templates.saveDraft(shop, id, draft, over),

    async publish(shop, id, staff) {
      const published = await templates.publish(shop, id, staff);
      if (published.kind !== 'faults') return published;
      return { kind: 'faults', count: published.faults.filter(({ severity }) => severity === 'error').length };
    },

    duplicate: (shop, id, name) => templates.duplicate(shop, id, name),
    remove: (shop, id) => templates.remove(shop, id),
    restore: (shop, id) => templates.restore(shop, id),
    preview,

    async picture(shop, of) {
      // what goes out wears the brand of its day
      if ('version' in of) return (await shownVersions.shown(shop, of, null))?.html ?? null;
      const recipe = 'recipe' in of ? freshOf(of.recipe, of.locale, clock.now()) : null;
      const document =
        'recipe' in of ? recipe && withSamples(recipe) : ((await templates.get(shop, of.template))?.document ?? null);
      return document && (await designedPreviews.preview(shop, document, null)).html;
    },

    people,

    async versions(shop, id) {
      const template = await templates.get(shop, id);
      if (!template) return null;
      const rows = (await templates.versions(shop, id)).map(({ version, at }) => ({
        version,
        at,
        current: version === template.version,
      }));
      return { name: template.name, rows };
    },

    async versionHtml(shop, id, version) {
      return (await shownVersions.shown(shop, { template: id, version }, null))?.html ?? null;
    },

    takeBack: (shop, id, version) => templates.takeBack(shop, id, version),
    keptBlocks: (shop) => savedBlocks.list(shop),
    keepBlock: (shop, name, block) => savedBlocks.keep(shop, name, block),
    dropBlock: (shop, id) => savedBlocks.drop(shop, id),

    async sendTest(shop, { to, document, contact }) {
      const { faults, ...mail } = await designedPreviews.preview(shop, document, contact);
      if (hasErrors(faults)) return { kind: 'faults' };
      return testMails.sendMail(shop, to, async () => mail);
    },
  };
}

/** What a merchant is going to pick is not there yet: others stand in, so that it is seen how it will look. */
const withSamples = (document: TemplateDocument): TemplateDocument => ({
  ...document,
  blocks: document.blocks.map((block) =>
    block.kind === 'products' && block.source === 'picked' ? { ...block, source: 'recommended' } : block,
  ),
});

const told = (fault: Fault): MailFault => ({
  severity: fault.severity,
  block: fault.block,
  says: { en: sayFault(fault, 'en'), it: sayFault(fault, 'it') },
});
