import { LRUCache } from 'lru-cache';
import type { Clock } from '../../../platform/clock/clock.ts';
import type { Seal } from '../../../platform/crypto/seal.ts';
import type { MailTransport } from '../../../platform/mail/mail.ts';
import type { DkimKey } from '../../../platform/mail/mime.server.ts';
import { createMailgun } from '../../../platform/mail/providers/mailgun.server.ts';
import { createPostmark } from '../../../platform/mail/providers/postmark.server.ts';
import { createSendgrid } from '../../../platform/mail/providers/sendgrid.server.ts';
import { createSes } from '../../../platform/mail/providers/ses.server.ts';
import type { SmtpThread } from '../../../platform/mail/smtp-threads.server.ts';
import { domainOf } from './domain-check.ts';
import { CONFIGS, isProvider, secretsSchema } from './providers.ts';
import type { SenderRow } from './store.server.ts';

export interface SenderTransports {
  of(sender: SenderRow): MailTransport;
  /** Gives up what has not begun to leave. */
  close(): Promise<void>;
}

interface Options {
  /** of SMTP_URL */
  server: MailTransport;
  /** speaks to the servers that merchants name */
  smtp: SmtpThread;
  seal: Seal;
  clock: Clock;
  /** stands before every provider's name in place of its own address; for the devstore and tests */
  apiOrigin?: string | undefined;
  /** whether a merchant's own mail server may stand in this machine's private network */
  privateHosts?: boolean;
  /** counts outcomes */
  counting?: (transport: MailTransport) => MailTransport;
  timeoutMs?: number;
}

/** More than one process has at work at once; those left unused are closed. */
const KEPT = 200;

/** The way of each sender's mails. Kept while its settings stay what they are. */
export function createSenderTransports(options: Options): SenderTransports {
  const { counting = (transport: MailTransport) => transport } = options;
  const kept = new LRUCache<string, MailTransport>({ max: KEPT, dispose: (transport) => void transport.close() });
  return {
    of(sender) {
      if (sender.provider === 'server') return options.server;
      const key = `${sender.shop} ${sender.id} ${sender.revision}`;
      const known = kept.get(key);
      if (known) return known;
      const made = counting(make(sender, options));
      kept.set(key, made);
      return made;
    },
    async close() {
      await Promise.all([options.server, ...kept.values()].map((transport) => transport.close()));
    },
  };
}

function make(
  sender: SenderRow,
  { server, smtp, seal, clock, apiOrigin, privateHosts, timeoutMs }: Options,
): MailTransport {
  const { provider } = sender;
  if (!isProvider(provider)) throw new Error('a provider that is not known');
  const config: unknown = JSON.parse(sender.config);
  const secrets = readSecrets(sender, seal);
  const secret = (name: string) => secrets[name] ?? '';
  const origin = apiOrigin && `${apiOrigin}/${provider}`;
  const tools = { timeoutMs: timeoutMs ?? 20_000, origin };
  switch (provider) {
    case 'server':
      return server;
    case 'smtp': {
      const { host, port, security, user } = CONFIGS.smtp.parse(config);
      const url = new URL(`${security === 'tls' ? 'smtps' : 'smtp'}://${host}:${port}`);
      const dkim = dkimOf(sender, seal);
      return smtp.open({
        url: url.href,
        ...(user && { auth: { user, pass: secret('password') } }),
        ...(timeoutMs !== undefined && { timeoutMs }),
        ...(dkim && { dkim }),
        publicOnly: !privateHosts,
      });
    }
    case 'ses': {
      const { region, keyId, configurationSet } = CONFIGS.ses.parse(config);
      return createSes(
        { region, keyId, secret: secret('secret'), ...(configurationSet && { configurationSet }) },
        { ...tools, clock },
      );
    }
    case 'postmark':
      return createPostmark({ token: secret('token'), ...CONFIGS.postmark.parse(config) }, tools);
    case 'sendgrid':
      return createSendgrid({ key: secret('key'), eu: CONFIGS.sendgrid.parse(config).eu }, tools);
    case 'mailgun':
      return createMailgun({ key: secret('key'), ...CONFIGS.mailgun.parse(config) }, tools);
    default:
      return provider satisfies never;
  }
}

export function readSecrets({ secrets }: Pick<SenderRow, 'secrets'>, seal: Seal): Record<string, string> {
  return secrets === null ? {} : secretsSchema.parse(JSON.parse(seal.open(secrets)));
}

function dkimOf({ address, dkim_selector, dkim_key }: SenderRow, seal: Seal): DkimKey | null {
  const domain = domainOf(address);
  if (!domain || !dkim_selector || !dkim_key) return null;
  return { domain, selector: dkim_selector, privateKey: seal.open(dkim_key) };
}
