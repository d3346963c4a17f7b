import type { Reason } from '../../../decide/journeys/reason.ts';
import type { Seal } from '../../../platform/crypto/seal.ts';
import type { Trx } from '../../../platform/db/db.ts';
import type { TextChannel } from '../../../platform/text/text.ts';
import { MARKETING } from '../../../understand/consent/rules.ts';
import type { MessageRow } from '../delivery/message-row.ts';
import type { Packed } from '../delivery/parcel.ts';
import type { Ready } from '../delivery/ready.ts';
import type { MailLinks } from '../links.ts';
import { lookAtOrigins } from '../origin-look.server.ts';
import { type Reached, reachedByPhone } from '../reached.server.ts';
import { inConversation } from './conversation.server.ts';
import { keepShortLink, shortCode, shorten } from './short-links.server.ts';
import type { ShortMessage, ShortMessages } from './short-messages.server.ts';
import { OPT_OUT_LINE } from './words.ts';

export interface TextTools {
  seal: Seal;
  shorts: ShortMessages;
  links: Pick<MailLinks, 'short'>;
  now: number;
}

const TITLE = 80;

/** The last look at texts of one channel: the campaign or the journey, her number, her consent to this channel at this moment. */
export async function readyTexts(
  trx: Trx,
  shop: string,
  channel: TextChannel,
  messages: readonly MessageRow[],
  tools: TextTools,
): Promise<Map<string, Ready>> {
  const ready = new Map<string, Ready>();
  if (messages.length === 0) return ready;
  const { seal, shorts, now } = tools;
  const origins = await lookAtOrigins(trx, shop, messages, now);
  const prepared = await shorts.prepare(trx, shop, messages, now);
  const contacts = [...new Set(messages.map(({ contact }) => contact))];
  const talking = channel === 'whatsapp' ? await inConversation(trx, shop, contacts, now) : new Set<string>();
  const reached = new Map<string, Map<string, Reached>>();
  for (const purpose of new Set(messages.map((message) => message.purpose)))
    reached.set(purpose, await reachedByPhone(trx, shop, seal, { channel, purpose, contacts }));
  for (const message of messages) {
    const stays = origins.stays(message);
    if (stays) {
      ready.set(message.id, stays);
      continue;
    }
    const hers = reached.get(message.purpose)?.get(message.contact);
    const short = prepared.get(message.id);
    const isOpen = channel === 'sms' || talking.has(message.contact);
    const not = whyNot(hers, short, isOpen);
    if (not || !hers?.number || !hers.whose || !short) {
      ready.set(message.id, { not: not ?? { code: 'contact_gone' } });
      continue;
    }
    origins.leaves(message);
    const to = { number: hers.number, whose: hers.whose };
    ready.set(message.id, {
      because: hers.permission.reason,
      compose: () => compose(trx, { shop, channel, message, short, to, isOpen, tools }),
    });
  }
  return ready;
}

/** In the order in which a merchant would ask. Pure. */
function whyNot(hers: Reached | undefined, short: ShortMessage | undefined, isOpen: boolean): Reason | null {
  if (!hers) return { code: 'contact_gone' };
  if (!hers.phone) return { code: 'no_phone' };
  if (hers.number === null) return { code: 'bad_phone' };
  if (!hers.permission.allowed) return hers.permission.reason;
  if (!short) return { code: 'not_composed' };
  return isOpen || short.document.approved ? null : { code: 'window_closed' };
}

interface Given {
  shop: string;
  channel: TextChannel;
  message: MessageRow;
  short: ShortMessage;
  to: { number: string; whose: NonNullable<Reached['whose']> };
  /** a text of our own may go; else what was approved */
  isOpen: boolean;
  tools: TextTools;
}

async function compose(trx: Trx, { shop, channel, message, short, to, isOpen, tools }: Given): Promise<Packed> {
  const { seal, links, now } = tools;
  const { document, hosts, campaign } = short;
  const rendered = short.render();
  const code = shortCode(seal, shop, message.id);
  const address = (place: number) => links.short(code, place);
  const isOwn = isOpen || document.approved === null;
  const found = shorten(isOwn ? rendered.text : '', { address, hosts, campaign, medium: channel });
  const parameters = isOwn ? [] : rendered.parameters;
  // each parameter's links go on where those of the one before ended
  const filled = parameters.map((parameter) => {
    const of = shorten(parameter, {
      address: (place) => address(found.links.length + place),
      hosts,
      campaign,
      medium: channel,
    });
    found.links.push(...of.links);
    return of.text;
  });
  if (found.links.length > 0) await keepShortLink(trx, { code, shop, message: message.id, now });
  const says = document.optOut && message.purpose === MARKETING;
  const body = says && found.text !== '' ? `${found.text}\n${OPT_OUT_LINE[document.locale]}` : found.text;
  if (isOwn && body === '') throw new Error('the text is empty');
  const shown = isOwn ? body : `[${document.approved?.name ?? ''}] ${filled.join(' · ')}`;
  return {
    parcel: {
      content: {
        kind: 'text',
        text: {
          channel,
          to: to.number,
          body,
          approved: isOwn || !document.approved ? null : { ...document.approved, parameters: filled },
          tag: message.id,
        },
      },
      to: to.number,
      whose: to.whose,
      title: titleOf(shown),
      body: shown,
    },
    links: found.links,
  };
}

/** Links are left out: each is hers alone, and says nothing to whoever reads her timeline. */
function titleOf(text: string): string {
  const line = text
    .replaceAll(/https?:\/\/\S+/g, '…')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return line.length > TITLE ? `${line.slice(0, TITLE - 1)}…` : line;
}
