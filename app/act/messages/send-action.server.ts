import { z } from 'zod';
import type { ActionRequest } from '../../decide/journeys/ports.ts';
import { stableId } from '../../platform/crypto/seal.ts';
import type { Trx } from '../../platform/db/db.ts';

/** The action `send`: one queued message for each request, in the transaction that advances the passage. */
export const sendAction = {
  name: 'send',
  title: 'Send a mail',
  schema: z.object({
    channel: z.literal('email'),
    template: z.enum(['recovery']),
    purpose: z.enum(['marketing']),
  }),
  explain: (params: { template: string }) => `sends the ${params.template} mail`,
  async run(trx: Trx, shop: string, requests: readonly ActionRequest[], now: number): Promise<void> {
    if (requests.length === 0) return;
    await trx
      .insertInto('message')
      .values(
        requests.map((request) => ({
          shop,
          // by its key: the same wish is the same message on any machine
          id: stableId(shop, request.dedupeKey),
          dedupe_key: request.dedupeKey,
          contact: request.contact,
          enrolment: request.enrolment,
          journey: request.journey,
          ...sendAction.schema.parse(request.params),
          subject_id: request.subject,
          due_at: now,
          created_at: now,
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  },
};
