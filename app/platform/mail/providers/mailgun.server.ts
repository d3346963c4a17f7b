import { z } from 'zod';
import type { MailTransport } from '../mail.ts';
import type { SubmitOutcome } from '../../submit/outcome.ts';
import { composeOrRefuse } from '../mime.server.ts';
import { type HttpAnswer, refusalByStatus, refused, submitOverHttp } from '../../submit/http-submit.server.ts';
import type { ProviderTools } from '../../submit/provider.ts';

export interface MailgunAccount {
  key: string;
  domain: string;
  eu: boolean;
}

const answered = z.object({ id: z.string().optional(), message: z.string().default('') });

const OF_THE_ACCOUNT = /not active|disabled|Domain .* is not allowed|Domain not found/i;

/** Mailgun's `POST /v3/{domain}/messages.mime`: the whole mail as it stands. */
export function createMailgun({ key, domain, eu }: MailgunAccount, tools: ProviderTools): MailTransport {
  const origin = tools.origin ?? `https://api.${eu ? 'eu.' : ''}mailgun.net`;
  const url = `${origin}/v3/${encodeURIComponent(domain)}/messages.mime`;
  const headers = { authorization: `Basic ${Buffer.from(`api:${key}`).toString('base64')}` };
  return {
    async submit(mail) {
      const content = await composeOrRefuse(mail);
      if ('kind' in content) return content;
      const body = new FormData();
      body.set('to', mail.to);
      body.set('message', new Blob([new Uint8Array(content)], { type: 'message/rfc822' }), 'mail.eml');
      // opens and clicks are known by our own links
      body.set('o:tracking', 'no');
      if (mail.tag) body.set('v:message', mail.tag);
      return submitOverHttp({ url, headers, body, timeoutMs: tools.timeoutMs }, read);
    },
    close: async () => {},
  };
}

function read(answer: HttpAnswer): SubmitOutcome {
  const said = answered.safeParse(answer.json).data;
  if (answer.status === 200) {
    return { kind: 'submitted', providerId: said?.id?.replaceAll(/[<>]/g, '') ?? null };
  }
  const reason = `Mailgun said ${answer.status}: ${said?.message ?? ''}`;
  if (answer.status === 404 || OF_THE_ACCOUNT.test(reason)) return refused(reason, { trouble: 'unreachable' });
  return refusalByStatus(answer, reason) ?? refused(reason, { permanent: true });
}
