import { z } from 'zod';
import { headerLine } from '../header-line.ts';
import type { Mail, MailTransport } from '../mail.ts';
import type { SubmitOutcome } from '../../submit/outcome.ts';
import { headersOf } from '../mime.server.ts';
import { type HttpAnswer, refusalByStatus, refused, submitOverHttp } from '../../submit/http-submit.server.ts';
import type { ProviderTools } from '../../submit/provider.ts';

export interface SendgridAccount {
  key: string;
  /** accounts in the European Union have an address of their own */
  eu: boolean;
}

const wrong = z.object({ errors: z.array(z.object({ message: z.string(), field: z.string().nullish() })) });

const OF_THE_ACCOUNT = /verified Sender Identity|credits exceeded/i;

/** SendGrid's `POST /v3/mail/send`. Its answer names the mail in a header only; events name it by our own argument. */
export function createSendgrid({ key, eu }: SendgridAccount, tools: ProviderTools): MailTransport {
  const url = `${tools.origin ?? `https://api.${eu ? 'eu.' : ''}sendgrid.com`}/v3/mail/send`;
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
  return {
    submit: (mail) =>
      submitOverHttp({ url, headers, body: JSON.stringify(bodyOf(mail)), timeoutMs: tools.timeoutMs }, read),
    close: async () => {},
  };
}

const OFF = { enable: false };

const bodyOf = (mail: Mail) => ({
  from: { name: headerLine(mail.from.name, 100), email: mail.from.address },
  ...(mail.replyTo && { reply_to: { email: mail.replyTo } }),
  personalizations: [{ to: [{ email: mail.to }] }],
  subject: headerLine(mail.subject),
  content: [
    { type: 'text/plain', value: mail.text },
    { type: 'text/html', value: mail.html },
  ],
  headers: { ...Object.fromEntries(headersOf(mail)), 'Message-ID': `<${mail.messageId}>` },
  ...(mail.tag && { custom_args: { message: mail.tag } }),
  // opens, clicks and the way out are our own
  tracking_settings: { click_tracking: OFF, open_tracking: OFF, subscription_tracking: OFF },
});

function read(answer: HttpAnswer): SubmitOutcome {
  if (answer.status === 202) return { kind: 'submitted', providerId: null };
  const said =
    wrong
      .safeParse(answer.json)
      .data?.errors.map(({ message }) => message)
      .join(' ') ?? '';
  const reason = `SendGrid said ${answer.status}: ${said}`;
  if (OF_THE_ACCOUNT.test(said)) return refused(reason, { trouble: 'unreachable' });
  return refusalByStatus(answer, reason) ?? refused(reason, { permanent: true });
}
