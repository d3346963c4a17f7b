import { buffer } from 'node:stream/consumers';
import DKIM from 'nodemailer/lib/dkim';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Refusal } from '../submit/outcome.ts';
import { headerLine } from './header-line.ts';
import type { Mail } from './mail.ts';
import { mimeOf } from './mime-of.ts';

/** With what a mail is signed (RFC 6376): the key's public half stands at `selector._domainkey.domain`. */
export interface DkimKey {
  domain: string;
  selector: string;
  /** PEM */
  privateKey: string;
}

/** The same, or that it cannot be laid out, ever: nothing of it has left then. */
export async function composeOrRefuse(mail: Mail, dkim?: DkimKey): Promise<Buffer | Refusal> {
  try {
    return await composeMime(mail, dkim);
  } catch (error) {
    const words = error instanceof Error ? error.message : '';
    return { kind: 'refused', permanent: true, reason: headerLine(`the mail could not be laid out: ${words}`, 200) };
  }
}

/** The mail as it goes over the wire, signed where there is a key. */
export async function composeMime(mail: Mail, dkim?: DkimKey): Promise<Buffer> {
  const message = new MailComposer({
    from: { name: headerLine(mail.from.name, 100), address: mail.from.address },
    to: { name: '', address: mail.to },
    ...(mail.replyTo ? { replyTo: { name: '', address: mail.replyTo } } : {}),
    subject: headerLine(mail.subject),
    html: mail.html,
    text: mail.text,
    messageId: `<${mail.messageId}>`,
    date: new Date(mail.date),
    headers: Object.fromEntries(
      // List-Unsubscribe must stay one line that no folding or encoding touches (RFC 2369)
      headersOf(mail).map(([name, value]) => [name, { prepared: true, value }]),
    ),
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  const mime = Buffer.from(mimeOf(message));
  if (!dkim) return mime;
  const signer = new DKIM({ domainName: dkim.domain, keySelector: dkim.selector, privateKey: dkim.privateKey });
  return buffer(signer.sign(mime));
}

/** Its own headers, each one line. */
export function headersOf(mail: Mail): [string, string][] {
  return Object.entries(mail.headers ?? {}).map(([name, value]) => [name, headerLine(value, 900)]);
}
