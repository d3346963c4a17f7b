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
}

export interface TextServices {
  take(text: Omit<PhoneText, 'id' | 'at'>): PhoneText;
  /** Newest first. */
  texts(): PhoneText[];
  /** What every service answers instead of taking a text: a status; null: it takes it. */
  trouble: number | null;
}

export function openTextServices(database: StateDatabase, clock: Clock): TextServices {
  database.exec('CREATE TABLE IF NOT EXISTS phone_text (seq INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL)');
  const keep = database.prepare<[string]>('INSERT INTO phone_text (text) VALUES (?)');
  const latest = database.prepare<[], { text: string }>('SELECT text FROM phone_text ORDER BY seq DESC LIMIT 200');
  const count = database.prepare<[], { n: number }>('SELECT count(*) AS n FROM phone_text');
  return {
    trouble: null,
    take(text) {
      const made: PhoneText = { ...text, id: `SM${1000 + (count.get()?.n ?? 0)}`, at: clock.iso() };
      keep.run(JSON.stringify(made));
      return made;
    },
    texts: () => latest.all().map((row) => JSON.parse(row.text) as PhoneText),
  };
}
