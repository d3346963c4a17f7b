import { randomUUID } from 'node:crypto';
import PostalMime, { type Address } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import type { Clock } from '../clock/clock.ts';
import type { StateDatabase } from '../shop/database.ts';
import type { Mail, Mailbox, MailSummary } from './mailbox.ts';
import { written } from './written.ts';

interface Row {
  summary: string;
  body: string;
}

/** A real SMTP server that keeps what it is given. */
export function openMailbox(database: StateDatabase, clock: Clock): Mailbox {
  database.exec(`
    CREATE TABLE IF NOT EXISTS mail (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, recipients TEXT NOT NULL, summary TEXT NOT NULL, body TEXT NOT NULL
    );
  `);
  const insert = database.prepare<[string, string, string, string]>(
    'INSERT INTO mail (id, recipients, summary, body) VALUES (?, ?, ?, ?)',
  );
  const list = database.prepare<[string, number], Row>(
    "SELECT summary FROM mail WHERE recipients LIKE ? ESCAPE '\\' ORDER BY seq DESC LIMIT ?",
  );
  const get = database.prepare<[string], Row>('SELECT body FROM mail WHERE id = ?');
  const count = database.prepare<[], { n: number }>('SELECT count(*) AS n FROM mail');

  const keep = async (raw: Buffer, envelope: { from: string; to: string[] }) => {
    const parsed = await PostalMime.parse(raw);
    const summary: MailSummary = {
      id: randomUUID(),
      from: parsed.from ? nameOf(parsed.from) : envelope.from,
      to: envelope.to,
      subject: parsed.subject ?? '(no subject)',
      receivedAt: clock.iso(),
      size: raw.length,
    };
    const mail: Mail = {
      ...summary,
      headers: headersOf(raw),
      text: parsed.text ?? null,
      html: parsed.html || null,
      raw: raw.toString('utf8'),
    };
    const recipients = `|${envelope.to.map((address) => address.toLowerCase()).join('|')}|`;
    insert.run(mail.id, recipients, JSON.stringify(summary), JSON.stringify(mail));
  };

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: 25 * 1024 * 1024,
    logger: false,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const envelope = { from: mailFrom ? mailFrom.address : '', to: rcptTo.map((one) => one.address) };
        keep(Buffer.concat(chunks), envelope).then(() => done(), done);
      });
    },
  });

  return {
    deliver: (mail) => keep(written(mail, clock.iso()), { from: mail.from.address, to: [mail.to] }),
    list: ({ to, limit = 200 } = {}) => {
      const like = to ? `%|${to.toLowerCase().replace(/[\\%_]/g, '\\$&')}|%` : '%';
      return list.all(like, limit).map((row) => JSON.parse(row.summary) as MailSummary);
    },
    get: (id) => {
      const row = get.get(id);
      return row && (JSON.parse(row.body) as Mail);
    },
    count: () => count.get()?.n ?? 0,
    clear: () => database.exec('DELETE FROM mail'),
    listen: (port) =>
      new Promise((resolve, reject) => {
        server.on('error', reject);
        const listening = server.listen(port, '127.0.0.1', () => {
          server.off('error', reject);
          // A client that goes away in the middle must not take the mailbox with it.
          server.on('error', () => {});
          const address = listening.address();
          resolve(typeof address === 'object' && address ? address.port : port);
        });
      }),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function nameOf({ name, address }: Address): string {
  return name && address ? `${name} <${address}>` : (address ?? name);
}

/** The header lines as they were sent, unfolded (RFC 5322, 2.2.3), names in their own case. */
function headersOf(raw: Buffer): Mail['headers'] {
  const text = raw.toString('latin1');
  const end = text.search(/\r?\n\r?\n/);
  const lines = (end < 0 ? text : text.slice(0, end)).replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  return lines.flatMap((line) => {
    const colon = line.indexOf(':');
    return colon > 0 ? [{ name: line.slice(0, colon), value: line.slice(colon + 1).trim() }] : [];
  });
}
