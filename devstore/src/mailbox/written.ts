import type { OwnMail } from './mailbox.ts';

/** A mail as it goes over the wire (RFC 5322, RFC 2047, RFC 2046). */
export function written({ from, to, subject, text, html }: OwnMail, date: string): Buffer {
  const boundary = 'devstore-part';
  const encoded = (words: string): string => `=?UTF-8?B?${Buffer.from(words).toString('base64')}?=`;
  const part = (type: string, body: string): string =>
    [
      `--${boundary}`,
      `Content-Type: ${type}; charset=utf-8`,
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from(body).toString('base64').replace(/.{76}/g, '$&\r\n'),
    ].join('\r\n');
  const lines = [
    `From: ${encoded(from.name)} <${oneLine(from.address)}>`,
    `To: ${oneLine(to)}`,
    `Subject: ${encoded(subject)}`,
    `Date: ${new Date(date).toUTCString()}`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/alternative; boundary="${boundary}"`,
    '',
    part('text/plain', text),
    part('text/html', html),
    `--${boundary}--`,
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}

/** An address cannot begin a header of its own. */
function oneLine(address: string): string {
  return address.replace(/[\r\n]/g, '');
}
