import type { SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';

export interface SmtpServer {
  connection: SMTPConnectionOptions;
  auth: { user: string; pass: string } | null;
}

/** `smtp://user:pass@host:port` (STARTTLS where offered) or `smtps://…` (TLS from the start). */
export function parseSmtpUrl(text: string): SmtpServer {
  const url = new URL(text);
  if (url.protocol !== 'smtp:' && url.protocol !== 'smtps:') {
    throw new Error('SMTP_URL must start with smtp:// or smtps://');
  }
  const secure = url.protocol === 'smtps:';
  const port = url.port ? Number(url.port) : secure ? 465 : 587;
  return {
    connection: { host: url.hostname, port, secure },
    auth: url.username ? { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } : null,
  };
}
