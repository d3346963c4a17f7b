import type { Clock } from '../clock/clock.ts';
import type { StateDatabase } from '../shop/database.ts';

/** A text as a phone would have it. */
export interface PhoneText {
  id: string;
  channel: 'sms' | 'whatsapp';
  to: string;
  from: string;
  text: string;
  at: string;
  /** written on the phone, and not by the shop */
  answer?: boolean;
}

/** Where a sender hears what is answered to it, and by which token that is signed. */
export interface Listener {
  url: string;
  token: string;
}

export interface TextServices {
  take(text: Omit<PhoneText, 'id' | 'at'>): PhoneText;
  /** Newest first. */
  texts(): PhoneText[];
  get(id: string): PhoneText | undefined;
  listen(from: string, listener: Listener): void;
  /** Undefined: whoever sent from there cannot be answered. */
  listener(from: string): Listener | undefined;
  /** What every service answers instead of taking a text: a status; null: it takes it. */
  trouble: number | null;
}

export function openTextServices(database: StateDatabase, clock: Clock): TextServices {
  database.exec('CREATE TABLE IF NOT EXISTS phone_text (seq INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL)');
  database.exec('CREATE TABLE IF NOT EXISTS phone_listener (number TEXT PRIMARY KEY, listener TEXT NOT NULL)');
  const keep = database.prepare<[string]>('INSERT INTO phone_text (text) VALUES (?)');
  const latest = database.prepare<[], { text: string }>('SELECT text FROM phone_text ORDER BY seq DESC LIMIT 200');
  const listen = database.prepare<[string, string]>(
    'INSERT OR REPLACE INTO phone_listener (number, listener) VALUES (?, ?)',
  );
  const listener = database.prepare<[string], { listener: string }>(
    'SELECT listener FROM phone_listener WHERE number = ?',
  );
  const count = database.prepare<[], { n: number }>('SELECT count(*) AS n FROM phone_text');
  const texts = () => latest.all().map((row) => JSON.parse(row.text) as PhoneText);
  return {
    trouble: null,
    take(text) {
      const made: PhoneText = { ...text, id: `SM${1000 + (count.get()?.n ?? 0)}`, at: clock.iso() };
      keep.run(JSON.stringify(made));
      return made;
    },
    texts,
    get: (id) => texts().find((text) => text.id === id),
    listen: (from, to) => void listen.run(from, JSON.stringify(to)),
    listener(from) {
      const row = listener.get(from);
      return row && (JSON.parse(row.listener) as Listener);
    },
  };
}
