import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { headerLine } from './header-line.ts';
import type { Mail, MailTransport } from './mail.ts';
import type { SubmitOutcome } from '../submit/outcome.ts';
import { composeOrRefuse, type DkimKey } from './mime.server.ts';
import { publicAddress } from './public-address.server.ts';
import { outcomeOfFailure, outcomeOfNoConnection } from './smtp-failure.ts';
import { parseSmtpUrl, type SmtpServer } from './smtp-url.ts';

export interface SmtpOptions {
  url: string;
  /** connections kept open at most */
  connections?: number;
  /** milliseconds for the handshake, and without an answer to a command */
  timeoutMs?: number;
  /** signs what leaves, where the mail comes from its domain */
  dkim?: DkimKey;
  /** in place of what the address says */
  auth?: { user: string; pass: string };
  /** somebody else chose the server: it must stand in the public network and take encrypted mail */
  publicOnly?: boolean;
}

export const ENDING: SubmitOutcome = {
  kind: 'refused',
  permanent: false,
  reason: 'the app is ending, it is tried again',
};

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
export function createSmtpTransport(options: SmtpOptions): MailTransport {
  const { url, connections = 5, timeoutMs = 20_000, dkim } = options;
  const read = parseSmtpUrl(url);
  const server = { ...read, auth: options.auth ?? read.auth };
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
    const connection = new SMTPConnection(await connectionOptions(server, timeoutMs, options));
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
      // before it is laid out: of a hundred that come at once the first is on its way while the next is laid out
      await slot();
      try {
        if (closed) return ENDING;
        const content = await composeOrRefuse(mail, dkim && isOf(mail, dkim.domain) ? dkim : undefined);
        if ('kind' in content) return content;
        let line: Line;
        try {
          line = await take();
        } catch (error) {
          return outcomeOfNoConnection(error);
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

const isOf = ({ from }: Mail, domain: string) => from.address.toLowerCase().endsWith(`@${domain}`);

async function connectionOptions({ connection }: SmtpServer, timeoutMs: number, { publicOnly }: SmtpOptions) {
  const { host = '' } = connection;
  return {
    ...connection,
    // the address that was looked at is the one that is called, whatever its name leads to by then
    ...(publicOnly && { host: await publicAddress(host), servername: host, requireTLS: true }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  };
}

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
): Promise<SubmitOutcome> {
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
    const settle = (outcome: SubmitOutcome) => {
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
