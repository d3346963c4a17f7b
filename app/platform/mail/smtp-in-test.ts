// A real SMTP server for tests, with the ill manners of real ones on demand.
import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

export interface Arrived {
  to: string[];
  from: string;
  raw: string;
  /** answered with a definite no */
  refused: boolean;
}

export type Manner =
  | 'accept'
  /** reads the content, then cuts the line without an answer (the mail may count as received) */
  | 'drop-after-data'
  /** cuts the line when the recipient is named */
  | 'drop-at-rcpt'
  /** says no to the sender, for good or for now */
  | 'refuse-sender'
  | 'busy-sender'
  | 'refuse-recipient'
  | 'no-mailbox'
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

const answer = (code: number, text: string) => Object.assign(new Error(text), { responseCode: code });

/** How a session begins, before any mail. */
export type Welcome =
  | 'open'
  /** says no at once, for good or for now */
  | 'refuse-connection'
  | 'busy-connection'
  /** takes the connection and says nothing */
  | 'silent'
  /** asks for a password, and knows none */
  | 'wrong-password'
  /** shows a certificate that nobody trusts */
  | 'wrong-certificate';

export async function startSmtp(manner: Manner = 'accept', welcome: Welcome = 'open'): Promise<SmtpInTest> {
  const state: Pick<SmtpInTest, 'arrived' | 'manner'> = { arrived: [], manner: () => manner };
  const sockets = new Set<Socket>();
  const cut = ({ remotePort }: SMTPServerSession) => {
    for (const socket of sockets) if (socket.remotePort === remotePort) socket.destroy();
  };
  const server = new SMTPServer({
    authOptional: welcome !== 'wrong-password',
    allowInsecureAuth: true,
    disabledCommands: [
      ...(welcome === 'wrong-password' ? [] : ['AUTH']),
      // smtp-server brings a certificate of its own, for localhost and signed by itself
      ...(welcome === 'wrong-certificate' ? [] : ['STARTTLS']),
    ],
    onConnect(_session, done) {
      if (welcome === 'refuse-connection') done(answer(554, 'not for you'));
      else if (welcome === 'busy-connection') done(answer(421, 'come again later'));
      else if (welcome !== 'silent') done();
    },
    onAuth(_auth, _session, done) {
      done(answer(535, '5.7.8 wrong password'));
    },
    onMailFrom(address, _session, done) {
      const how = state.manner(address.address);
      if (how === 'refuse-sender') done(answer(550, '5.7.1 who are you'));
      else if (how === 'busy-sender') done(answer(451, 'try again later'));
      else done();
    },
    disableReverseLookup: true,
    closeTimeout: 50,
    logger: false,
    onRcptTo(address, session, done) {
      const how = state.manner(address.address);
      if (how === 'drop-at-rcpt') cut(session);
      else if (how === 'refuse-recipient') done(answer(550, '5.7.1 not welcome here'));
      else if (how === 'no-mailbox') done(answer(550, '5.1.1 no such user here'));
      else if (how === 'busy-recipient') done(answer(451, 'try again later'));
      else if (how !== 'hang-at-rcpt') done();
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map((one) => one.address);
        const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : '';
        const how = state.manner(to[0] ?? '');
        const refused = how === 'refuse-content' || how === 'busy-content';
        state.arrived.push({ to, from, raw: Buffer.concat(chunks).toString('utf8'), refused });
        if (how === 'drop-after-data') cut(session);
        else if (how === 'refuse-content') done(answer(554, 'this looks like spam'));
        else if (how === 'busy-content') done(answer(452, 'the disk is full'));
        else if (how !== 'hang-after-data') done();
      });
    },
  });
  server.on('error', () => {});
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  const hangUp = () => {
    for (const socket of sockets) socket.destroy();
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return Object.assign(state, {
    hangUp,
    open: () => sockets.size,
    url: `smtp://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        hangUp();
        server.close(() => resolve());
      }),
  });
}
