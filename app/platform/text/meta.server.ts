import { z } from 'zod';
import { type HttpAnswer, refusalByStatus, refused, submitOverHttp } from '../submit/http-submit.server.ts';
import type { SubmitOutcome } from '../submit/outcome.ts';
import type { ProviderTools } from '../submit/provider.ts';
import type { Transport } from '../submit/transport.ts';
import type { Text } from './text.ts';
import { withoutNumbers } from './twilio.server.ts';

export interface MetaAccount {
  phoneNumberId: string;
  token: string;
}

/** Of 2025; Meta keeps a version for two years at least. */
const API = 'v23.0';

const answered = z.object({ messages: z.array(z.object({ id: z.string() })).min(1) });
const failed = z.object({
  error: z.object({
    code: z.number(),
    message: z.string().default(''),
    error_data: z.object({ details: z.string().default('') }).optional(),
  }),
});

// https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes
/** She told WhatsApp that she wants no marketing of this business. */
const STOPPED = 131_050;
/** No WhatsApp behind the number, or none that can be written to. */
const NO_NUMBER = 131_026;
const OF_RECIPIENT: ReadonlySet<number> = new Set([130_497, 131_021, 131_030, 131_049]);
/** Token expired or without the permission, account shut, unpaid or not registered: of us, not of the text. */
const OF_THE_ACCOUNT: ReadonlySet<number> = new Set([
  0, 3, 10, 190, 200, 368, 131_005, 131_031, 131_042, 131_045, 133_010,
]);
const LIMITED: ReadonlySet<number> = new Set([4, 80_007, 130_429, 131_048, 131_056]);
const FAILING: ReadonlySet<number> = new Set([1, 2, 131_000, 131_016, 131_057]);

/** Meta's `POST /{phone number id}/messages`. */
export function createMeta({ phoneNumberId, token }: MetaAccount, tools: ProviderTools): Transport<Text> {
  const origin = tools.origin ?? 'https://graph.facebook.com';
  const url = `${origin}/${API}/${phoneNumberId}/messages`;
  const headers = { 'content-type': 'application/json', accept: 'application/json', authorization: `Bearer ${token}` };
  return {
    submit: (text) =>
      submitOverHttp({ url, headers, body: JSON.stringify(bodyOf(text)), timeoutMs: tools.timeoutMs }, read),
    close: async () => {},
  };
}

const bodyOf = ({ to, body, approved, tag }: Text) => ({
  messaging_product: 'whatsapp',
  recipient_type: 'individual',
  to,
  // comes back with what is told of it
  biz_opaque_callback_data: tag,
  ...(approved
    ? {
        type: 'template',
        template: {
          name: approved.name,
          language: { code: approved.language },
          components: [
            { type: 'body', parameters: approved.parameters.map((value) => ({ type: 'text', text: value })) },
          ].filter(({ parameters }) => parameters.length > 0),
        },
      }
    : { type: 'text', text: { body, preview_url: false } }),
});

function read(answer: HttpAnswer): SubmitOutcome {
  if (answer.status === 200) {
    return { kind: 'submitted', providerId: answered.safeParse(answer.json).data?.messages[0]?.id ?? null };
  }
  const said = failed.safeParse(answer.json).data?.error;
  const reason = `WhatsApp said ${said?.code ?? answer.status}: ${withoutNumbers(said?.error_data?.details || said?.message || '')}`;
  const later = answer.retryAfterMs !== undefined && { retryAfterMs: answer.retryAfterMs };
  if (said === undefined) return refusalByStatus(answer, reason) ?? refused(reason, { permanent: true });
  if (said.code === STOPPED) return refused(reason, { permanent: true, stopped: true, ofRecipient: true });
  if (said.code === NO_NUMBER) return refused(reason, { permanent: true, noMailbox: true, ofRecipient: true });
  if (OF_RECIPIENT.has(said.code)) return refused(reason, { permanent: true, ofRecipient: true });
  if (OF_THE_ACCOUNT.has(said.code)) return refused(reason, { trouble: 'unreachable' });
  if (LIMITED.has(said.code)) return refused(reason, { trouble: 'limited', ...later });
  if (FAILING.has(said.code)) return refused(reason, { trouble: 'failing', ...later });
  return refusalByStatus(answer, reason) ?? refused(reason, { permanent: true });
}
