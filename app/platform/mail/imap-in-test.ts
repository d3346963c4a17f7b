// As much of an IMAP server (RFC 3501) as a reader of reports needs, with one folder and manners to choose.
import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

export type ImapManner = 'well' | 'wrong-password' | 'no-folder' | 'silent' | 'drop-at-fetch' | 'drop-at-store';

export interface KeptMail {
  uid: number;
  source: string;
  seen: boolean;
}

export interface ImapInTest {
  port: number;
  mails: KeptMail[];
  validity: number;
  manner: ImapManner;
  logins: number;
  deliver(source: string): number;
  close(): Promise<void>;
}

export async function startImap(): Promise<ImapInTest> {
  const sockets = new Set<Socket>();
  const imap: ImapInTest = {
    port: 0,
    mails: [],
    validity: 7,
    manner: 'well',
    logins: 0,
    deliver(source) {
      const uid = (imap.mails.at(-1)?.uid ?? 0) + 1;
      imap.mails.push({ uid, source, seen: false });
      return uid;
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
    if (imap.manner === 'silent') return;
    socket.write('* OK ready\r\n');
    let heard = '';
    socket.on('data', (data) => {
      heard += data.toString('latin1');
      for (let end = heard.indexOf('\r\n'); end !== -1; end = heard.indexOf('\r\n')) {
        const line = heard.slice(0, end);
        heard = heard.slice(end + 2);
        answer(imap, socket, line);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  imap.port = (server.address() as AddressInfo).port;
  return imap;
}

function answer(imap: ImapInTest, socket: Socket, line: string): void {
  const [tag = '*', ...rest] = line.split(' ');
  const asked = rest.join(' ');
  const say = (...lines: string[]): void => void socket.write(lines.map((each) => `${each}\r\n`).join(''));
  const done = (...lines: string[]) => say(...lines, `${tag} OK done`);
  const command = /^(UID )?[A-Z]+/i.exec(asked)?.[0].toUpperCase() ?? '';
  switch (command) {
    case 'CAPABILITY':
      return done('* CAPABILITY IMAP4rev1');
    case 'LOGIN':
      imap.logins++;
      return imap.manner === 'wrong-password' ? say(`${tag} NO [AUTHENTICATIONFAILED] the password is wrong`) : done();
    case 'LIST':
    case 'LSUB':
      return done(asked.endsWith('""') ? '* LIST (\\Noselect) "/" ""' : '* LIST () "/" INBOX');
    case 'SELECT':
      if (imap.manner === 'no-folder') return say(`${tag} NO there is no such folder`);
      return done(
        '* FLAGS (\\Seen)',
        `* ${imap.mails.length} EXISTS`,
        `* OK [UIDVALIDITY ${imap.validity}] valid`,
        '* OK [PERMANENTFLAGS (\\Seen)] kept',
      );
    case 'UID SEARCH': {
      const from = Number(/UID (\d+):\*/i.exec(asked.slice(4))?.[1] ?? 1);
      const last = imap.mails.at(-1)?.uid ?? 0;
      const found = imap.mails.filter(({ uid, seen }) => !seen && (uid >= from || uid === last));
      return done(`* SEARCH ${found.map(({ uid }) => uid).join(' ')}`.trimEnd());
    }
    case 'UID FETCH': {
      if (imap.manner === 'drop-at-fetch') return void socket.destroy();
      const most = Number(/<0\.(\d+)>/.exec(asked)?.[1] ?? Infinity);
      for (const [index, { uid, source }] of imap.mails.entries()) {
        if (!isIn(asked, uid)) continue;
        const part = source.slice(0, most);
        socket.write(`* ${index + 1} FETCH (UID ${uid} BODY[]<0> {${part.length}}\r\n${part})\r\n`, 'latin1');
      }
      return done();
    }
    case 'UID STORE':
      if (imap.manner === 'drop-at-store') return void socket.destroy();
      for (const mail of imap.mails) if (isIn(asked, mail.uid)) mail.seen = true;
      return done();
    case 'LOGOUT':
      done('* BYE');
      return void socket.end();
    default:
      return done();
  }
}

/** @param asked `UID FETCH 3,5:7 (...)` */
function isIn(asked: string, uid: number): boolean {
  const [, , set = ''] = asked.split(' ');
  return set.split(',').some((part) => {
    const [first = 0, last = first] = part.split(':').map(Number);
    return uid >= first && uid <= last;
  });
}
