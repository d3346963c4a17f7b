import { readSenders } from '../act/messages/senders/store.server.ts';
import { readSecrets } from '../act/messages/senders/transports.server.ts';
import type { TemplatesService } from '../act/messages/templates/design/service.server.ts';
import { helpWords } from '../act/messages/texts/help-words.ts';
import type { ShortPreviews } from '../act/messages/texts/preview-short.server.ts';
import type { TestPushes } from '../act/messages/push/test-push.server.ts';
import { segmentsOf } from '../act/messages/texts/segments.ts';
import { sayShortFault } from '../act/messages/texts/short-faults.ts';
import type { ShortTemplatesService } from '../act/messages/texts/short-templates.server.ts';
import type { TestTexts } from '../act/messages/texts/test-text.server.ts';
import type { TextSendersService } from '../act/messages/texts/text-senders.server.ts';
import { textEventsAddress } from '../act/messages/texts/text-transports.server.ts';
import type { Seal } from '../platform/crypto/seal.ts';
import type { Database } from '../platform/db/db.ts';
import type { ShopsService } from '../shop/install/shops.server.ts';
import type { MailSenderPages } from '../ui/views/mail-sender-views.ts';
import type { TemplatePages } from '../ui/views/template-views.ts';
import type { TextPages, TextSenderDraft } from '../ui/views/text-views.ts';

interface Deps {
  db: Database;
  seal: Seal;
  shops: ShopsService;
  templates: TemplatesService;
  shortTemplates: ShortTemplatesService;
  shortPreviews: ShortPreviews;
  textSenders: TextSendersService;
  testTexts: TestTexts;
  testPushes: TestPushes;
  /** where the app is reached from outside */
  appUrl: string;
  people: TemplatePages['people'];
  senders: Pick<MailSenderPages, 'list'>;
}

const NEW: TextSenderDraft = {
  name: '',
  channel: 'sms',
  provider: 'twilio',
  config: { accountSid: '', from: '', price: null, help: '' },
  secrets: {},
  perSecond: null,
  perHour: null,
};

const READ_ONLY_FIELDS = new Set(['unsubscribe_url', 'preferences_url', 'brand.address']);

export function createTextPages(deps: Deps): TextPages {
  const { db, seal, shops, templates, shortTemplates, shortPreviews, textSenders, testTexts, testPushes, appUrl } =
    deps;

  const shown: TextPages['preview'] = async (shop, channel, document, contact) => {
    const { title, text, url, faults } = await shortPreviews(shop, channel, document, contact);
    return {
      title,
      text,
      url,
      segments: channel === 'sms' ? segmentsOf(text) : null,
      faults: faults.map((fault) => ({
        severity: fault.severity,
        words: { en: sayShortFault(fault, 'en'), it: sayShortFault(fault, 'it') },
      })),
    };
  };

  return {
    list: (shop) => shortTemplates.list(shop),
    create: (shop, of) => shortTemplates.create(shop, of),
    async edit(shop, id) {
      const template = await shortTemplates.get(shop, id);
      if (!template) return null;
      const sender = (await readSenders(db.read, shop))?.of(template.channel, null) ?? null;
      const config: unknown = JSON.parse(sender?.config ?? '{}');
      return {
        ...template,
        // the ways out of mails are addresses of a message that texts do not have
        fields: (await templates.fields(shop)).filter(({ path }) => !READ_ONLY_FIELDS.has(path)),
        people: await deps.people(shop, ''),
        shopName: (await shops.require(shop)).name,
        price: priceOf(config),
        carried: sender !== null,
      };
    },
    async save(shop, id, { name, document, revision, ready, who }) {
      const saved = await shortTemplates.save(shop, id, { name, document }, revision);
      if (saved.kind !== 'saved') return { ok: false, reason: saved.kind };
      if (!ready) return { ok: true, revision: saved.revision, published: false };
      const published = await shortTemplates.publish(shop, id, who);
      if (published.kind === 'gone') return { ok: false, reason: 'gone' };
      return { ok: true, revision: saved.revision, published: published.kind === 'published' };
    },
    preview: shown,
    async picture(shop, id, version) {
      const template = await (version === null
        ? shortTemplates.sendable(shop, id)
        : shortTemplates.version(shop, id, version));
      if (!template) return null;
      const { channel, document } = template;
      const { title, text } = await shown(shop, channel, document, null);
      return { channel, from: (await shops.require(shop)).name, title, text, picture: document.picture };
    },
    async sendTest(shop, channel, { to, document, contact }) {
      const of = { document, shown: await shortPreviews(shop, channel, document, contact) };
      return channel === 'push' ? testPushes(shop, contact, of) : testTexts(shop, channel, to, of);
    },
    remove: (shop, id) => templates.remove(shop, id),
    restore: (shop, id) => templates.restore(shop, id),
    async sender(shop, id) {
      const writer = await shops.require(shop);
      const words = { en: helpWords(writer, 'en'), it: helpWords(writer, 'it') };
      if (id === null) return { line: null, draft: NEW, kept: [], events: null, helpWords: words };
      const sender = await textSenders.get(shop, id);
      if (!sender) return null;
      const secrets = readSecrets(sender, seal);
      return {
        line: (await deps.senders.list(shop)).find((line) => line.id === id) ?? null,
        draft: {
          name: sender.name,
          channel: sender.channel,
          provider: sender.provider,
          config: JSON.parse(sender.config) as Record<string, unknown>,
          secrets: {},
          perSecond: sender.per_second,
          perHour: sender.per_hour,
        },
        kept: Object.keys(secrets).filter((name) => name !== 'verify'),
        events: { address: textEventsAddress(appUrl, sender), verify: secrets['verify'] ?? null },
        helpWords: words,
      };
    },
    saveSender: (shop, id, draft) => textSenders.save(shop, id, draft),
  };
}

function priceOf(config: unknown): number | null {
  if (typeof config !== 'object' || config === null || !('price' in config)) return null;
  return typeof config.price === 'number' ? config.price : null;
}
