import { z } from 'zod';
import { headerLine } from '../header-line.ts';
import type { Mail, MailTransport } from '../mail.ts';
import type { SubmitOutcome } from '../../submit/outcome.ts';
import { headersOf } from '../mime.server.ts';
import { type HttpAnswer, refusalByStatus, refused, submitOverHttp } from '../../submit/http-submit.server.ts';
import type { ProviderTools } from '../../submit/provider.ts';

export interface PostmarkAccount {
  token: string;
  /** Postmark keeps marketing and transactional mail in streams of their own */
  stream: string;
}

const answered = z.object({ ErrorCode: z.number(), Message: z.string().default(''), MessageID: z.string().optional() });

/** Wrong or missing token, a sender that is not confirmed, an account that may not send: of us, not of the mail. */
const OF_THE_ACCOUNT: ReadonlySet<number> = new Set([10, 400, 401, 405, 412, 413, 1235]);
/** The address bounced or complained before, and Postmark keeps it. */
const INACTIVE = 406;

/** Postmark's `POST /email`. */
export function createPostmark({ token, stream }: PostmarkAccount, tools: ProviderTools): MailTransport {
  const url = `${tools.origin ?? 'https://api.postmarkapp.com'}/email`;
  const headers = { 'content-type': 'application/json', accept: 'application/json', 'x-postmark-server-token': token };
  return {
    submit: (mail) =>
      submitOverHttp({ url, headers, body: JSON.stringify(bodyOf(mail, stream)), timeoutMs: tools.timeoutMs }, read),
    close: async () => {},
  };
}

const bodyOf = (mail: Mail, stream: string) => ({
  From: `"${headerLine(mail.from.name, 100).replaceAll(/["\\]/g, '')}" <${mail.from.address}>`,
  To: mail.to,
  ...(mail.replyTo && { ReplyTo: mail.replyTo }),
  Subject: headerLine(mail.subject),
  HtmlBody: mail.html,
  TextBody: mail.text,
  MessageStream: stream,
  // opens and clicks are known by our own links
  TrackOpens: false,
  TrackLinks: 'None',
  Headers: [
    ...headersOf(mail).map(([Name, Value]) => ({ Name, Value })),
    { Name: 'Message-ID', Value: `<${mail.messageId}>` },
    { Name: 'X-PM-KeepID', Value: 'true' },
  ],
  ...(mail.tag && { Metadata: { message: mail.tag } }),
});

function read(answer: HttpAnswer): SubmitOutcome {
  const said = answered.safeParse(answer.json).data;
  if (answer.status === 200 && said?.ErrorCode === 0) {
    return { kind: 'submitted', providerId: said.MessageID ?? null };
  }
  const reason = `Postmark said ${said?.ErrorCode ?? answer.status}: ${said?.Message ?? ''}`;
  if (said && OF_THE_ACCOUNT.has(said.ErrorCode)) return refused(reason, { trouble: 'unreachable' });
  if (said?.ErrorCode === INACTIVE) return refused(reason, { permanent: true, noMailbox: true, ofRecipient: true });
  return refusalByStatus(answer, reason) ?? refused(reason, { permanent: true });
}
