import type { Clock } from '../../clock/clock.ts';
import { z } from 'zod';
import type { MailTransport } from '../mail.ts';
import type { SubmitOutcome } from '../../submit/outcome.ts';
import { composeOrRefuse } from '../mime.server.ts';
import { type HttpAnswer, refusalByStatus, refused, submitOverHttp } from '../../submit/http-submit.server.ts';
import type { ProviderTools } from '../../submit/provider.ts';
import { signedHeaders } from './sigv4.ts';

export interface SesAccount {
  region: string;
  keyId: string;
  secret: string;
  /** tells SES where its events go */
  configurationSet?: string | undefined;
}

const answered = z.object({ MessageId: z.string() });
const wrong = z.object({
  message: z.string().optional(),
  Message: z.string().optional(),
  __type: z.string().optional(),
});

/** Of the account and not of the mail: a person has to mend it, and no mail has had its try. */
const OF_THE_ACCOUNT = /AccountSuspended|SendingPaused|MailFromDomainNotVerified|not verified|NotFound/i;

/** Amazon SES v2, `SendEmail` with the whole mail as it stands. */
export function createSes(account: SesAccount, tools: ProviderTools & { clock: Clock }): MailTransport {
  const origin = tools.origin ?? `https://email.${account.region}.amazonaws.com`;
  const url = `${origin}/v2/email/outbound-emails`;
  return {
    async submit(mail) {
      const content = await composeOrRefuse(mail);
      if ('kind' in content) return content;
      const body = JSON.stringify({
        FromEmailAddress: mail.from.address,
        Destination: { ToAddresses: [mail.to] },
        Content: { Raw: { Data: content.toString('base64') } },
        ...(mail.tag && { EmailTags: [{ Name: 'message', Value: mail.tag }] }),
        ...(account.configurationSet && { ConfigurationSetName: account.configurationSet }),
      });
      const headers = signedHeaders({
        ...account,
        method: 'POST',
        url,
        body,
        service: 'ses',
        now: tools.clock.now(),
        headers: { 'content-type': 'application/json' },
      });
      return submitOverHttp({ url, headers, body, timeoutMs: tools.timeoutMs }, read);
    },
    close: async () => {},
  };
}

function read(answer: HttpAnswer): SubmitOutcome {
  if (answer.status === 200) {
    return { kind: 'submitted', providerId: answered.safeParse(answer.json).data?.MessageId ?? null };
  }
  const { message, Message, __type } = wrong.safeParse(answer.json).data ?? {};
  const reason = `Amazon SES said ${answer.status}: ${[__type, message ?? Message].filter(Boolean).join(' ')}`;
  if (OF_THE_ACCOUNT.test(reason)) return refused(reason, { trouble: 'unreachable' });
  return refusalByStatus(answer, reason) ?? refused(reason, { permanent: true });
}
