import { createECDH, randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../clock/clock.ts';
import type { StateDatabase } from '../shop/database.ts';
import { type BrowserKeys, decrypt } from './decrypt.ts';

/** A note as it reached its browser. */
export interface Note {
  id: string;
  receivedAt: string;
  ttl: number;
  urgency: string | null;
  topic: string | null;
  /** what the service worker is handed */
  payload: Record<string, unknown>;
}

export interface Browser extends BrowserKeys {
  id: string;
  applicationServerKey: string;
  gone: boolean;
}

/** The push service of all browsers here, which holds their keys, so that its notes can be read. */
export interface PushService {
  /** A browser subscribes with a shop's key. */
  subscribe(applicationServerKey: string): Browser;
  browser(id: string): Browser | undefined;
  unsubscribe(id: string): void;
  take(browser: Browser, body: Buffer, headers: Pick<Note, 'ttl' | 'urgency' | 'topic'>): Note;
  /** Newest first. */
  notes(): Note[];
  /** What it answers instead of taking the next messages; null: it takes them. */
  trouble: number | null;
}

export function openPushService(database: StateDatabase, clock: Clock): PushService {
  database.exec(`
    CREATE TABLE IF NOT EXISTS push_browser (id TEXT PRIMARY KEY, browser TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS push_note (seq INTEGER PRIMARY KEY AUTOINCREMENT, note TEXT NOT NULL);
  `);
  const keep = database.prepare<[string, string]>('INSERT OR REPLACE INTO push_browser (id, browser) VALUES (?, ?)');
  const get = database.prepare<[string], { browser: string }>('SELECT browser FROM push_browser WHERE id = ?');
  const note = database.prepare<[string]>('INSERT INTO push_note (note) VALUES (?)');
  const notes = database.prepare<[], { note: string }>('SELECT note FROM push_note ORDER BY seq DESC LIMIT 200');

  const service: PushService = {
    trouble: null,
    subscribe(applicationServerKey) {
      const keys = createECDH('prime256v1');
      keys.generateKeys();
      const browser: Browser = {
        id: randomUUID(),
        publicKey: keys.getPublicKey('base64url'),
        privateKey: keys.getPrivateKey('base64url'),
        auth: randomBytes(16).toString('base64url'),
        applicationServerKey,
        gone: false,
      };
      keep.run(browser.id, JSON.stringify(browser));
      return browser;
    },
    browser(id) {
      const row = get.get(id);
      return row && (JSON.parse(row.browser) as Browser);
    },
    unsubscribe(id) {
      const browser = service.browser(id);
      if (browser) keep.run(id, JSON.stringify({ ...browser, gone: true }));
    },
    take(browser, body, headers) {
      const payload = JSON.parse(decrypt(body, browser)) as Record<string, unknown>;
      const taken: Note = { id: randomUUID(), receivedAt: clock.iso(), ...headers, payload };
      note.run(JSON.stringify(taken));
      return taken;
    },
    notes: () => notes.all().map((row) => JSON.parse(row.note) as Note),
  };
  return service;
}
