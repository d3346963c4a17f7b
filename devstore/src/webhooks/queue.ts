import type { StateDatabase } from '../shop/database.ts';
import type { Delivery, DeliveryState } from './webhooks.ts';

export type QueuedDelivery = Delivery & { seq: number };

export interface DeliveryQueue {
  add(delivery: Omit<Delivery, 'attempts' | 'lastStatus' | 'lastError' | 'lastTook' | 'deliveredAt'>): void;
  /** Pending ones whose time has come, in the order in which they happened. */
  due(now: number, limit: number, without: number[]): QueuedDelivery[];
  save(delivery: QueuedDelivery): void;
  nextAt(): number | null;
  countDue(now: number): number;
  countPending(): number;
  list(filter: { topic?: string; state?: DeliveryState; limit?: number }): Delivery[];
  byId(id: string): QueuedDelivery | undefined;
}

interface Row {
  seq: number;
  body: string;
}

const KEPT = 5_000;

/** Kept on disk, so that a restart goes on where it stopped. */
export function deliveryQueue(database: StateDatabase): DeliveryQueue {
  database.exec(`
    CREATE TABLE IF NOT EXISTS delivery (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, topic TEXT NOT NULL, state TEXT NOT NULL, next_at INTEGER, body TEXT NOT NULL
    );
    CREATE INDEX IF NOT EXISTS delivery_due ON delivery (state, next_at);
    CREATE INDEX IF NOT EXISTS delivery_id ON delivery (id);
  `);
  // What is done with is kept for the panel, not for ever.
  database.exec(`DELETE FROM delivery WHERE state <> 'pending' AND seq < (SELECT max(seq) FROM delivery) - ${KEPT}`);
  const insert = database.prepare<[string, string, string, number | null, string]>(
    'INSERT INTO delivery (id, topic, state, next_at, body) VALUES (?, ?, ?, ?, ?)',
  );
  const update = database.prepare<[string, number | null, string, number]>(
    'UPDATE delivery SET state = ?, next_at = ?, body = ? WHERE seq = ?',
  );
  const due = database.prepare<[number, string, number], Row>(
    `SELECT seq, body FROM delivery WHERE state = 'pending' AND next_at <= ?
     AND seq NOT IN (SELECT value FROM json_each(?)) ORDER BY seq LIMIT ?`,
  );
  const next = database.prepare<[], { at: number | null }>(
    "SELECT min(next_at) AS at FROM delivery WHERE state = 'pending'",
  );
  const countDue = database.prepare<[number], { n: number }>(
    "SELECT count(*) AS n FROM delivery WHERE state = 'pending' AND next_at <= ?",
  );
  const countPending = database.prepare<[], { n: number }>(
    "SELECT count(*) AS n FROM delivery WHERE state = 'pending'",
  );
  const list = database.prepare<[string | null, string | null, number], Row>(
    'SELECT seq, body FROM delivery WHERE topic = coalesce(?, topic) AND state = coalesce(?, state) ORDER BY seq DESC LIMIT ?',
  );
  const byId = database.prepare<[string], Row>('SELECT seq, body FROM delivery WHERE id = ? ORDER BY seq LIMIT 1');
  const read = (row: Row): QueuedDelivery => ({ ...(JSON.parse(row.body) as Delivery), seq: row.seq });

  return {
    add: (delivery) => {
      const whole = { ...delivery, attempts: 0, lastStatus: null, lastError: null, lastTook: null, deliveredAt: null };
      insert.run(delivery.id, delivery.topic, delivery.state, delivery.nextAttemptAt, JSON.stringify(whole));
    },
    due: (now, limit, without) => due.all(now, JSON.stringify(without), limit).map(read),
    save: ({ seq, ...delivery }) => update.run(delivery.state, delivery.nextAttemptAt, JSON.stringify(delivery), seq),
    nextAt: () => next.get()?.at ?? null,
    countDue: (now) => countDue.get(now)?.n ?? 0,
    countPending: () => countPending.get()?.n ?? 0,
    list: ({ topic, state, limit = 200 }) => list.all(topic ?? null, state ?? null, limit).map(read),
    byId: (id) => {
      const row = byId.get(id);
      return row && read(row);
    },
  };
}
