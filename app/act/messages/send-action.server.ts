import { z } from 'zod';
import type { ActionRequest } from '../../decide/journeys/ports.ts';
import { BUILT_IN_RECOVERY } from '../../decide/journeys/recovery-recipe.ts';
import { stableId } from '../../platform/crypto/seal.ts';
import type { Trx } from '../../platform/db/db.ts';
import { sendableVersions } from './templates/design/sendable.server.ts';

/** The action `send`: one queued message for each request, in the transaction that advances the passage. */
export const sendAction = {
  name: 'send',
  title: 'Send a mail',
  schema: z.object({
    channel: z.literal('email'),
    /** a designed template, or the name of a mail that the app ships */
    template: z.string().min(1).max(60),
    purpose: z.enum(['marketing']),
  }),
  explain: ({ template }: { template: string }) =>
    template === BUILT_IN_RECOVERY ? 'sends the mail about the cart' : 'sends a designed mail',
  /** What is edited from now on changes nothing of them: each keeps the version of this moment. */
  async run(trx: Trx, shop: string, requests: readonly ActionRequest[], now: number): Promise<void> {
    if (requests.length === 0) return;
    const wished = requests.map((request) => ({ request, params: sendAction.schema.parse(request.params) }));
    const designed = wished.flatMap(({ params }) => (params.template === BUILT_IN_RECOVERY ? [] : params.template));
    const versions = await sendableVersions(trx, shop, designed, 'marketing');
    await trx
      .insertInto('message')
      .values(
        wished.map(({ request, params }) => {
          const version = versions.get(params.template);
          return {
            shop,
            // by its key: the same wish is the same message on any machine
            id: stableId(shop, request.dedupeKey),
            dedupe_key: request.dedupeKey,
            contact: request.contact,
            enrolment: request.enrolment,
            journey: request.journey,
            ...params,
            // a template that cannot be sent leaves nobody without her mail
            template: version === undefined ? BUILT_IN_RECOVERY : params.template,
            template_version: version ?? null,
            subject_id: request.subject,
            due_at: now,
            created_at: now,
          };
        }),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  },
};
