import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { headerLine } from './header-line.ts';
import type { Mail, MailOutcome, MailTransport } from './mail.ts';
import { outcomeOfFailure } from './smtp-failure.ts';
import { parseSmtpUrl, type SmtpServer } from './smtp-url.ts';

interface Options {
  url: string;
  /** connections kept open at most */
  connections?: number;
  /** milliseconds for the handshake, and without an answer to a command */
  timeoutMs?: number;
}

/** Mails on one connection before it is renewed; servers close long sessions themselves, often in the middle of one. */
const MAILS_A_CONNECTION = 100;
const IDLE_MS = 20_000;

interface Line {
  connection: SMTPConnection;
  used: number;
  idle?: NodeJS.Timeout;
}

/**
 * SMTP over a few kept connections. nodemailer's own pool puts a mail back in the queue when its connection closes, even
 * after the content has left, which can deliver it twice; so the connections are kept here and a submission is made
 * exactly once, with an outcome that says what is known.
 */
export function createSmtpTransport({ url, connections = 5, timeoutMs = 20_000 }: Options): MailTransport {
  const server = parseSmtpUrl(url);
  const free: Line[] = [];
  /** connections on which nothing of a mail has left yet */
  const early = new Set<SMTPConnection>();
  const waiting: (() => void)[] = [];
  let open = 0;
  let closed = false;

  async function slot(): Promise<void> {
    if (open < connections) {
      open++;
      return;
    }
    await new Promise<void>((resolve) => waiting.push(resolve));
  }

  function release(): void {
    const next = waiting.shift();
    if (next) next();
    else open--;
  }

  async function take(): Promise<Line> {
    for (let line = free.pop(); line; line = free.pop()) {
      clearTimeout(line.idle);
      if (alive(line)) return line;
    }
    const connection = new SMTPConnection(connectionOptions(server, timeoutMs));
    early.add(connection);
    try {
      await connect(connection, server);
      return { connection, used: 0 };
    } catch (error) {
      early.delete(connection);
      throw error;
    }
  }

  function keep(line: Line): void {
    if (closed || line.used >= MAILS_A_CONNECTION || !alive(line)) {
      line.connection.quit();
      return;
    }
    line.idle = setTimeout(() => {
      const index = free.indexOf(line);
      if (index !== -1) free.splice(index, 1);
      line.connection.quit();
    }, IDLE_MS);
    line.idle.unref();
    free.push(line);
  }

  return {
    async submit(mail) {
      const content = await compose(mail);
      await slot();
      try {
        if (closed) return outcomeOfFailure(new Error('the app is ending, it is tried again'), false);
        let line: Line;
        try {
          line = await take();
        } catch (error) {
          return outcomeOfFailure(error, false);
        }
        line.used++;
        const { connection } = line;
        early.add(connection);
        const outcome = await send(connection, mail, content, timeoutMs, () => early.delete(connection));
        early.delete(connection);
        // after anything but success the session is in doubt
        if (outcome.kind === 'submitted') keep(line);
        else line.connection.close();
        return outcome;
      } finally {
        release();
      }
    },
    async close() {
      closed = true;
      for (const line of free.splice(0)) {
        clearTimeout(line.idle);
        line.connection.quit();
      }
      for (const connection of early) connection.close();
    },
  };
}

function alive({ connection }: Line): boolean {
  return connection.stage === 'connected' && !connection.destroyed;
}

async function compose(mail: Mail): Promise<Buffer> {
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
      Object.entries(mail.headers ?? {}).map(([name, value]) => [
        name,
        { prepared: true, value: headerLine(value, 900) },
      ]),
    ),
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: 'win',
  });
  return message.compile().build();
}

const connectionOptions = ({ connection }: SmtpServer, timeoutMs: number) => ({
  ...connection,
  connectionTimeout: timeoutMs,
  greetingTimeout: timeoutMs,
  socketTimeout: timeoutMs,
});

function connect(connection: SMTPConnection, { auth }: SmtpServer): Promise<void> {
  return new Promise((resolve, reject) => {
    // stays for the life of the connection: an error while idle must not end the process
    connection.on('error', reject);
    connection.on('end', () => reject(new Error('the mail server closed the connection')));
    connection.connect((error) => {
      if (error) return reject(error);
      if (!auth || connection.authenticated) return resolve();
      connection.login({ ...auth }, (loginError) => {
        if (!loginError) return resolve();
        connection.close();
        reject(loginError);
      });
    });
  });
}

function send(
  connection: SMTPConnection,
  mail: Mail,
  content: Buffer,
  timeoutMs: number,
  onLeaving: () => void,
): Promise<MailOutcome> {
  return new Promise((resolve) => {
    // read for the first time when the server has said 354: from then on silence is ambiguous
    let dataBegan = false;
    const stream = new Readable({
      read() {
        dataBegan = true;
        onLeaving();
        this.push(content);
        this.push(null);
      },
    });
    const settle = (outcome: MailOutcome) => {
      clearTimeout(deadline);
      resolve(outcome);
    };
    const deadline = setTimeout(() => {
      connection.close();
      settle(outcomeOfFailure(new Error('the mail server did not answer in time'), dataBegan));
    }, timeoutMs * 2);
    const lost = () => settle(outcomeOfFailure(new Error('the mail server closed the connection'), dataBegan));
    connection.once('end', lost);
    connection.send({ from: mail.from.address, to: [mail.to], size: content.length }, stream, (error, info) => {
      connection.off('end', lost);
      if (error) settle(outcomeOfFailure(error, dataBegan));
      else settle({ kind: 'submitted', providerId: info?.response ? headerLine(info.response, 200) : null });
    });
  });
}
