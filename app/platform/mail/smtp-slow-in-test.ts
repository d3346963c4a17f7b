// An SMTP server that keeps its client waiting at one point of the conversation. Speaks it by hand: what is for sale answers
// a greeting, EHLO or DATA at once.
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** What the client waits for: an answer to this. `dot` ends the content, `data` asks for it. */
export const PHASES = ['greeting', 'ehlo', 'mail', 'rcpt', 'data', 'dot'] as const;
export type Phase = (typeof PHASES)[number];

export interface SlowSmtp {
  url: string;
  /** recipients whose whole content was read, in order, answered or not */
  arrived: string[];
  /** answers that were kept back so far */
  held(): number;
  /** from now on it answers at once */
  hurry(): void;
  close(): Promise<void>;
}

const ANSWERS: Record<Phase, string> = {
  greeting: '220 slow.example',
  ehlo: '250 slow.example',
  mail: '250 yes',
  rcpt: '250 yes',
  data: '354 go on',
  dot: '250 taken',
};
const PHASE_OF: Readonly<Record<string, Phase>> = {
  EHLO: 'ehlo',
  HELO: 'ehlo',
  MAIL: 'mail',
  RCPT: 'rcpt',
  DATA: 'data',
};
const END = '\r\n.\r\n';

/** @param wait resolves when the answer that is kept back may go out */
export async function startSlowSmtp(slow: Phase, wait: () => Promise<void>): Promise<SlowSmtp> {
  const arrived: string[] = [];
  const sockets = new Set<Socket>();
  let held = 0;
  let hurried = false;

  async function converse(socket: Socket): Promise<void> {
    const answer = async (phase: Phase) => {
      if (phase === slow && !hurried) {
        held++;
        await wait();
      }
      if (!socket.destroyed) socket.write(`${ANSWERS[phase]}\r\n`);
    };
    let read = '';
    let to = '';
    let isContent = false;
    await answer('greeting');
    socket.setEncoding('latin1');
    for await (const chunk of socket as AsyncIterable<string>) {
      read += chunk;
      for (;;) {
        const end = isContent ? END : '\r\n';
        const at = read.indexOf(end);
        if (at === -1) break;
        const line = read.slice(0, at);
        read = read.slice(at + end.length);
        if (isContent) {
          isContent = false;
          arrived.push(to);
          await answer('dot');
          continue;
        }
        const phase = PHASE_OF[line.slice(0, 4).toUpperCase()];
        if (phase === 'rcpt') to = /<([^>]*)>/.exec(line)?.[1] ?? '';
        if (phase) await answer(phase);
        else socket.end(line.toUpperCase().startsWith('QUIT') ? '221 bye\r\n' : '502 no\r\n');
        isContent = phase === 'data';
      }
    }
  }

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    // a client that has given up ends the conversation
    converse(socket).catch(() => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    arrived,
    held: () => held,
    hurry() {
      hurried = true;
    },
    close: () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
