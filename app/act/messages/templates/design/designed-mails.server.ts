// Designed mails as they go out: the versions, views and addresses of a batch of messages.
import { LRUCache } from 'lru-cache';
import { createRecommendationsService } from '../../../../decide/recommendations/service.server.ts';
import type { Clock } from '../../../../platform/clock/clock.ts';
import type { Seal } from '../../../../platform/crypto/seal.ts';
import type { Database, Trx } from '../../../../platform/db/db.ts';
import type { MessageRow } from '../../delivery/message-row.ts';
import { campaignNames } from '../../campaign-names.server.ts';
import type { Composed } from '../../delivery/compose.server.ts';
import type { MailShop } from '../../delivery/sender.server.ts';
import { eachContactOnce } from '../../each-contact-once.ts';
import type { MailLinks } from '../../links.ts';
import { addressHash } from '../../suppression.server.ts';
import { watchedHtml } from '../../watched-html.ts';
import type { LiquidTemplate } from '../liquid.ts';
import { type Design, renderDesign } from './design.ts';
import { createDesigns, type OpenVersion } from './designs.server.ts';
import { designedTemplate } from './designed-liquid.ts';
import { createLinkBook, slugOf } from './link-book.ts';
import { readViews, type Seen, type ViewTools } from './view/views.server.ts';
import { readViewShop } from './view/view-shop.server.ts';

/** A message of a designed template: of a campaign, or of a journey about a checkout. */
export type DesignedMessage = Pick<
  MessageRow,
  'shop' | 'id' | 'contact' | 'template' | 'template_version' | 'campaign' | 'purpose' | 'subject_id'
> & {
  /** what the subject is tested against: Liquid in place of the version's own */
  subject?: string | undefined;
};

export interface DesignedMail {
  address: string | null;
  automated: boolean;
  /** @throws when the Liquid of the version cannot be run for this contact; null: the version itself can be read no more */
  compose: ((sender: MailShop) => Composed) | null;
}

export interface DesignedMails {
  /**
   * What each message becomes. A message whose contact or version is gone is not in the map. As many statements for a
   * hundred messages as for one, for each version that is among them.
   */
  prepare(
    trx: Trx,
    shop: string,
    messages: readonly DesignedMessage[],
    now: number,
  ): Promise<Map<string, DesignedMail>>;
}

interface Options {
  db: Database;
  clock: Clock;
  seal: Seal;
  links: MailLinks;
}

/** Subjects under test. */
const SUBJECTS = 100;

export function createDesignedMails({ db, clock, seal, links }: Options): DesignedMails {
  const designs = createDesigns();
  const recommendations = createRecommendationsService({ db, clock });
  const subjects = new LRUCache<string, LiquidTemplate>({ max: SUBJECTS });

  function subjectOf(text: string | undefined): LiquidTemplate | undefined {
    if (text === undefined) return undefined;
    const known = subjects.get(text) ?? designedTemplate(text, 'plain');
    subjects.set(text, known);
    return known;
  }

  return {
    async prepare(trx, shop, messages, now) {
      const ready = new Map<string, DesignedMail>();
      const groups = eachContactOnce(messages);
      const campaigns = await campaignNames(trx, shop, messages);
      for (const group of groups.values()) {
        const [first] = group;
        if (!first) continue;
        const version = await designs.open(trx, shop, first.template, first.template_version ?? 0);
        if (!version) continue;
        if (version === 'broken') {
          for (const { id } of group) ready.set(id, { address: null, automated: false, compose: null });
          continue;
        }
        const seen = await see(trx, shop, version, group, {
          recommendations,
          now,
          countdown: (until, block) =>
            links.countdown({ shop, until, locale: version.design.document.locale, ground: block.ground }),
        });
        for (const message of group) {
          const found = seen.views.get(message.contact);
          if (!found) continue;
          const campaign = slugOf(campaigns.get(message.campaign ?? '') ?? version.name);
          ready.set(message.id, {
            address: found.person.address,
            automated: found.person.automated,
            compose: (sender) =>
              compose({
                message,
                sender,
                found,
                design: version.design,
                hosts: seen.hosts,
                campaign,
                subject: subjectOf(message.subject),
                seal,
                links,
                now,
              }),
          });
        }
      }
      return ready;
    },
  };
}

async function see(trx: Trx, shop: string, version: OpenVersion, group: readonly DesignedMessage[], tools: ViewTools) {
  const viewShop = await readViewShop(trx, shop, version.brand);
  if (!viewShop) return { views: new Map<string, Seen>(), hosts: [] };
  const asked = group.map((message) => ({ contact: message.contact, subject: message.subject_id }));
  const views = await readViews(trx, viewShop, version.design, asked, tools);
  return { views, hosts: [viewShop.host, shop] };
}

interface Given {
  message: DesignedMessage;
  sender: MailShop;
  found: Seen;
  design: Design;
  hosts: readonly string[];
  campaign: string;
  subject: LiquidTemplate | undefined;
  seal: Seal;
  links: MailLinks;
  now: number;
}

function compose({ message, sender, found, design, hosts, campaign, subject, seal, links, now }: Given): Composed {
  const token = { shop: message.shop, message: message.id };
  const address = found.person.address ?? '';
  const ways = {
    unsubscribe_url: links.unsubscribe({ ...token, addressHash: addressHash(seal, address) }),
    preferences_url: links.preferences(token),
  };
  const book = createLinkBook({
    design,
    hosts,
    campaign,
    untracked: Object.values(ways),
    sign: (link) => links.click({ ...token, link }),
  });
  const rendered = renderDesign(design, { ...found.view, ...ways }, book.address, subject);
  const isWatched = sender.opens && found.person.automated;
  return {
    mail: {
      from: sender.from,
      to: address,
      ...(sender.replyTo === sender.from.address ? {} : { replyTo: sender.replyTo }),
      subject: rendered.subject,
      html: isWatched
        ? watchedHtml(rendered.html, { open: links.open(token), trap: links.trap(token) })
        : rendered.html,
      text: rendered.text,
      messageId: `${message.id}@${sender.from.address.split('@')[1] ?? 'localhost'}`,
      headers: {
        ...(message.purpose === 'marketing' && {
          'List-Unsubscribe': `<${ways.unsubscribe_url}>`,
          // RFC 8058: one POST unsubscribes, without a page in between
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        }),
        'Feedback-ID': `${message.campaign ?? message.template}:${message.shop.split('.')[0] ?? ''}:sandmill`,
      },
      date: now,
    },
    links: book.links(),
  };
}
