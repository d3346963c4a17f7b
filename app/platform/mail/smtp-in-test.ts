// A real SMTP server for tests, with the ill manners of real ones on demand.
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface Arrived {
  to: string[];
  from: string;
  raw: string;
}

export type Manner =
  | 'accept'
  /** reads the content, then cuts the line without an answer (the mail may count as received) */
  | 'drop-after-data'
  /** cuts the line when the recipient is named */
  | 'drop-at-rcpt'
  | 'refuse-recipient'
  | 'busy-recipient'
  | 'refuse-content'
  | 'busy-content'
  /** reads the content and never answers */
  | 'hang-after-data'
  | 'hang-at-rcpt';

export interface SmtpInTest {
  url: string;
  /** mails whose whole content was read, answered or not */
  arrived: Arrived[];
  /** how the next mails are met; may decide by recipient */
  manner: (to: string) => Manner;
  /** cuts every open connection, and says how many there are */
  hangUp(): void;
  open(): number;
  close(): Promise<void>;
}

interface Connection {
  id: string;
  session?: { id: string };
  _socket: { destroy(): void };
}

const answer = (code: number, text: string) => Object.assign(new Error(text), { responseCode: code });

export async function startSmtp(manner: Manner = 'accept'): Promise<SmtpInTest> {
  const state: Pick<SmtpInTest, 'arrived' | 'manner'> = { arrived: [], manner: () => manner };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 50,
    logger: false,
    onRcptTo(address, session, done) {
      const how = state.manner(address.address);
      if (how === 'drop-at-rcpt') socketOf(session.id)?.destroy();
      else if (how === 'refuse-recipient') done(answer(550, 'no such user here'));
      else if (how === 'busy-recipient') done(answer(451, 'try again later'));
      else if (how !== 'hang-at-rcpt') done();
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map((one) => one.address);
        const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : '';
        state.arrived.push({ to, from, raw: Buffer.concat(chunks).toString('utf8') });
        const how = state.manner(to[0] ?? '');
        if (how === 'drop-after-data') socketOf(session.id)?.destroy();
        else if (how === 'refuse-content') done(answer(554, 'this looks like spam'));
        else if (how === 'busy-content') done(answer(452, 'the disk is full'));
        else if (how !== 'hang-after-data') done();
      });
    },
  });
  server.on('error', () => {});
  // smtp-server keeps its connections without typing them; a cut line needs the socket itself
  const { connections } = server as unknown as { connections: Set<Connection> };
  const socketOf = (id: string) => [...connections].find((one) => one.session?.id === id || one.id === id)?._socket;
  const hangUp = () => {
    for (const one of connections) one._socket.destroy();
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return Object.assign(state, {
    hangUp,
    open: () => connections.size,
    url: `smtp://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        hangUp();
        server.close(() => resolve());
      }),
  });
}
