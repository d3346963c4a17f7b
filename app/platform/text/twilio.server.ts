import { z } from 'zod';
import { type HttpAnswer, refusalByStatus, refused, submitOverHttp } from '../submit/http-submit.server.ts';
import type { SubmitOutcome } from '../submit/outcome.ts';
import type { ProviderTools } from '../submit/provider.ts';
import type { Transport } from '../submit/transport.ts';
import type { Text } from './text.ts';

export interface TwilioAccount {
  /** AC… */
  accountSid: string;
  authToken: string;
  /** a number in E.164, a name of letters (SMS only), or a messaging service (MG…) */
  from: string;
  /** where Twilio tells what becomes of a text; the text's tag is put behind */
  callback: string;
}

const answered = z.object({ sid: z.string() });
const failed = z.object({ code: z.number(), message: z.string().default('') });

/** She answered STOP to this sender. https://www.twilio.com/docs/api/errors/21610 */
const STOPPED = 21_610;
/** Not a number, or none that takes texts: 21211, 21614; 21217 and 21421 of older answers; 63003 and 63024 of WhatsApp. */
const NO_NUMBER: ReadonlySet<number> = new Set([21_211, 21_214, 21_217, 21_421, 21_614, 63_003, 63_024]);
/** A country that is not reached, or not by this account: of her number, which may be reached another day. */
const OF_RECIPIENT: ReadonlySet<number> = new Set([21_408, 21_612, 21_635]);
/** Wrong credentials, an account without funds or shut, a sender that is not this account's: of us, not of the text. */
const OF_THE_ACCOUNT: ReadonlySet<number> = new Set([
  20_003, 20_005, 20_404, 21_212, 21_606, 21_659, 21_660, 21_703, 30_002, 63_007,
]);
/** Too many at once, or a queue that is full. */
const LIMITED: ReadonlySet<number> = new Set([14_107, 20_429, 21_611, 30_001, 63_018]);

/** Twilio's `POST /2010-04-01/Accounts/{sid}/Messages.json`, for SMS and for WhatsApp. */
export function createTwilio(account: TwilioAccount, tools: ProviderTools): Transport<Text> {
  const { accountSid, authToken } = account;
  const origin = tools.origin ?? 'https://api.twilio.com';
  const url = `${origin}/2010-04-01/Accounts/${accountSid}/Messages.json`;
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    accept: 'application/json',
    authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`,
  };
  return {
    submit: (text) =>
      submitOverHttp({ url, headers, body: bodyOf(text, account).toString(), timeoutMs: tools.timeoutMs }, read),
    close: async () => {},
  };
}

function bodyOf({ channel, to, body, approved, tag }: Text, { from, callback }: TwilioAccount): URLSearchParams {
  const by = (number: string) => (channel === 'whatsapp' ? `whatsapp:${number}` : number);
  const form = new URLSearchParams({ To: by(to), StatusCallback: `${callback}?m=${encodeURIComponent(tag)}` });
  if (from.startsWith('MG')) form.set('MessagingServiceSid', from);
  else form.set('From', by(from));
  if (approved) {
    form.set('ContentSid', approved.name);
    form.set(
      'ContentVariables',
      JSON.stringify(Object.fromEntries(approved.parameters.map((value, index) => [String(index + 1), value]))),
    );
  } else {
    form.set('Body', body);
  }
  return form;
}

function read(answer: HttpAnswer): SubmitOutcome {
  if (answer.status === 200 || answer.status === 201) {
    return { kind: 'submitted', providerId: answered.safeParse(answer.json).data?.sid ?? null };
  }
  const said = failed.safeParse(answer.json).data;
  const reason = `Twilio said ${said?.code ?? answer.status}: ${withoutNumbers(said?.message ?? '')}`;
  const code = said?.code ?? 0;
  if (code === STOPPED) return refused(reason, { permanent: true, stopped: true, ofRecipient: true });
  if (NO_NUMBER.has(code)) return refused(reason, { permanent: true, noMailbox: true, ofRecipient: true });
  if (OF_RECIPIENT.has(code)) return refused(reason, { permanent: true, ofRecipient: true });
  if (OF_THE_ACCOUNT.has(code)) return refused(reason, { trouble: 'unreachable' });
  if (LIMITED.has(code)) {
    return refused(reason, { trouble: 'limited', ...(answer.retryAfterMs && { retryAfterMs: answer.retryAfterMs }) });
  }
  return refusalByStatus(answer, reason) ?? refused(reason, { permanent: true });
}

/** A refusal quotes whom it refuses. */
export const withoutNumbers = (text: string) => text.replaceAll(/\+?\d[\d\s().-]{6,}\d/g, '…');
