import { ImapFlow } from 'imapflow';
import { publicAddress } from './public-address.server.ts';

export interface ImapServer {
  host: string;
  port: number;
  /** `starttls`: begins in the clear and must be encrypted before the password leaves */
  security: 'tls' | 'starttls';
  user: string;
  password: string;
  folder: string;
}

export interface ImapOptions {
  /** somebody else chose the server: it must stand in the public network and encrypt */
  publicOnly: boolean;
  timeoutMs?: number;
  /** gives the work up where it stands */
  signal?: AbortSignal;
}

/** An open folder. Nothing that is read in it is marked as seen by the reading. */
export interface ImapFolder {
  /** uids count within one validity: with another, everything is new */
  validity: string;
  /** the uids of mails that nobody has seen, the lowest first */
  unseenAfter(uid: number): Promise<number[]>;
  /** @param most bytes of each: what is longer is cut */
  read(uids: readonly number[], most: number): AsyncIterable<{ uid: number; source: string }>;
  markSeen(uids: readonly number[]): Promise<void>;
}

export type MailboxFault = 'login' | 'folder' | 'private' | 'unencrypted' | 'unreachable';

/** The mailbox could not be read; the next try may be luckier, or a merchant has to mend what it says. */
export class MailboxTrouble extends Error {
  override name = 'MailboxTrouble';
  readonly code: MailboxFault;
  constructor(code: MailboxFault, detail: string) {
    super(detail);
    this.code = code;
  }
}

/** Opens a folder, lets it be worked in, and leaves. @throws MailboxTrouble */
export async function inImapFolder<T>(
  server: ImapServer,
  { publicOnly, timeoutMs = 20_000, signal }: ImapOptions,
  work: (folder: ImapFolder) => Promise<T>,
): Promise<T> {
  const address = publicOnly ? await outside(server.host) : server.host;
  const { port, security, user, password: pass } = server;
  const client = new ImapFlow({
    host: address,
    servername: server.host,
    port,
    secure: security === 'tls',
    ...(security === 'starttls' && publicOnly && { doSTARTTLS: true }),
    auth: { user, pass },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  });
  // what breaks while nothing is asked is told by the next question
  client.on('error', () => {});
  const giveUp = () => client.close();
  signal?.addEventListener('abort', giveUp, { once: true });
  try {
    await client.connect().catch((error: unknown) => {
      throw troubleOf(error);
    });
    const opened = await client.mailboxOpen(server.folder).catch((error: unknown) => {
      throw client.usable ? new MailboxTrouble('folder', said(error)) : troubleOf(error);
    });
    const result = await work(folderOf(client, String(opened.uidValidity))).catch((error: unknown) => {
      throw isOfConnection(error) || !client.usable ? troubleOf(error) : error;
    });
    await client.logout().catch(() => {});
    return result;
  } finally {
    signal?.removeEventListener('abort', giveUp);
    client.close();
  }
}

const GONE = 'the connection was closed';

function folderOf(client: ImapFlow, validity: string): ImapFolder {
  return {
    validity,
    async unseenAfter(uid) {
      const found = await client.search({ uid: `${uid + 1}:*`, seen: false }, { uid: true });
      if (!found) throw new MailboxTrouble('unreachable', GONE);
      // `n:*` names the last mail even where it is older
      return found.filter((one) => one > uid).toSorted((a, b) => a - b);
    },
    async *read(uids, most) {
      if (uids.length === 0) return;
      const mails = client.fetch(uids.join(','), { source: { maxLength: most } }, { uid: true });
      for await (const { uid, source } of mails) yield { uid, source: source?.toString('latin1') ?? '' };
    },
    async markSeen(uids) {
      if (uids.length === 0) return;
      const isMarked = await client.messageFlagsAdd(uids.join(','), ['\\Seen'], { uid: true });
      // a folder may keep no marks; what stands in it is known by its uid then
      if (!isMarked && !client.usable) throw new MailboxTrouble('unreachable', GONE);
    },
  };
}

async function outside(host: string): Promise<string> {
  return publicAddress(host).catch((error: unknown) => {
    const isPrivate = error instanceof Error && error.message.includes('private network');
    throw new MailboxTrouble(isPrivate ? 'private' : 'unreachable', said(error));
  });
}

function troubleOf(error: unknown): MailboxTrouble {
  if (error instanceof MailboxTrouble) return error;
  const isRefused =
    typeof error === 'object' && error !== null && 'authenticationFailed' in error && error.authenticationFailed;
  if (isRefused) return new MailboxTrouble('login', said(error));
  const words = said(error);
  return new MailboxTrouble(/STARTTLS/i.test(words) ? 'unencrypted' : 'unreachable', words);
}

const isOfConnection = (error: unknown) =>
  error instanceof Error &&
  'code' in error &&
  /^(NoConnection|ETIMEOUT|E[A-Z]+|EConnectionClosed)$/.test(String(error.code));

/** What the server answered, or what became of the connection. */
function said(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error);
  const text = 'responseText' in error && error.responseText ? error.responseText : 'message' in error && error.message;
  return String(text || 'no answer').slice(0, 200);
}
