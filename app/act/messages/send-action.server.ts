import { z } from 'zod';
import type { ActionRequest } from '../../decide/journeys/ports.ts';
import { encodeReason } from '../../decide/journeys/reason.ts';
import { BUILT_IN_RECOVERY } from '../../decide/journeys/recovery-recipe.ts';
import { CHANNELS } from '../../listen/facts/fact.ts';
import { stableId } from '../../platform/crypto/seal.ts';
import type { Trx } from '../../platform/db/db.ts';
import { holdSenders, readSenders } from './senders/store.server.ts';
import { sendableVersions } from './templates/design/sendable.server.ts';
import { sendableShorts } from './texts/sendable-shorts.server.ts';

const schema = z.object({
  channel: z.enum(CHANNELS),
  /** one of that channel; of mails also the name of one that the app ships */
  template: z.string().min(1).max(60),
  purpose: z.enum(['marketing']),
});

type Params = z.infer<typeof schema>;

/** What a wish becomes: a message that waits, or one that stays here from the beginning. */
interface Outgoing {
  template: string;
  template_version: number | null;
  sender: string | null;
  state: 'queued' | 'skipped';
  reason: string | null;
}

/** The action `send`: one message for each request, in the transaction that advances the passage. */
export const sendAction = {
  name: 'send',
  title: 'Send a message',
  schema,
  explain: ({ channel, template }: Pick<Params, 'channel' | 'template'>) => {
    if (channel !== 'email') return `sends a message by ${channel}`;
    return template === BUILT_IN_RECOVERY ? 'sends the mail about the cart' : 'sends a designed mail';
  },
  /** What is edited from now on changes nothing of them: each keeps the version of this moment. */
  async run(trx: Trx, shop: string, requests: readonly ActionRequest[], now: number): Promise<void> {
    if (requests.length === 0) return;
    const wished = requests.map((request) => ({ request, params: schema.parse(request.params) }));
    const outgoing = await outgoingOf(
      trx,
      shop,
      wished.map(({ params }) => params),
      now,
    );
    await trx
      .insertInto('message')
      .values(
        wished.map(({ request, params }) => ({
          shop,
          // by its key: the same wish is the same message on any machine
          id: stableId(shop, request.dedupeKey),
          dedupe_key: request.dedupeKey,
          contact: request.contact,
          enrolment: request.enrolment,
          journey: request.journey,
          channel: params.channel,
          purpose: params.purpose,
          ...outgoing(params),
          subject_id: request.subject,
          due_at: now,
          created_at: now,
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  },
};

async function outgoingOf(
  trx: Trx,
  shop: string,
  wished: readonly Params[],
  now: number,
): Promise<(params: Params) => Outgoing> {
  const mails = wished.filter(({ channel, template }) => channel === 'email' && template !== BUILT_IN_RECOVERY);
  const designed = await sendableVersions(trx, shop, templatesOf(mails), 'marketing');
  const short = wished.filter(({ channel }) => channel !== 'email');
  const shorts = await sendableShorts(trx, shop, templatesOf(short));
  const senders = short.length > 0 ? ((await readSenders(trx, shop)) ?? (await holdSenders(trx, shop, now))) : null;
  return ({ channel, template }) => {
    if (channel === 'email') {
      const version = designed.get(template);
      // a template that cannot be sent leaves nobody without her mail
      return queued(version === undefined ? BUILT_IN_RECOVERY : template, version ?? null, null);
    }
    const version = shorts.get(template);
    if (version?.channel !== channel) return skipped(template, 'wrong_template');
    // named at once: what names nobody waits among the mails
    const sender = senders?.of(channel, null);
    return sender ? queued(template, version.version, sender.id) : skipped(template, 'no_sender');
  };
}

const templatesOf = (wished: readonly Params[]) => [...new Set(wished.map(({ template }) => template))];

const queued = (template: string, version: number | null, sender: string | null): Outgoing => ({
  template,
  template_version: version,
  sender,
  state: 'queued',
  reason: null,
});

const skipped = (template: string, code: string): Outgoing => ({
  template,
  template_version: null,
  sender: null,
  state: 'skipped',
  reason: encodeReason({ code }),
});
