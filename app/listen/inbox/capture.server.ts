import type { Clock } from '../../platform/clock/clock.ts';
import type { Database, Row } from '../../platform/db/db.ts';
import { groupCommit } from '../../platform/db/group-commit.ts';
import type { Wake } from '../../platform/work/worker.ts';
import { CAPTURED } from './store.server.ts';

/** A verified delivery, as its door hands it over. */
export interface Captured {
  shop: string;
  id: string;
  topic: string;
  apiVersion: string | null;
  eventId: string | null;
  triggeredAt: number | null;
  payload: string;
  /** set for what is kept without its payload, to be seen by the merchant */
  refused?: string;
}

export interface Capture {
  /** Resolves when the delivery is on the disk; one that is there already is left as it is. */
  store(delivery: Captured): Promise<void>;
  /** deliveries captured in the last 100 ms: the workers give way to the doors by it */
  pressure(): number;
}

const WINDOW_MS = 100;

interface Options {
  db: Database;
  clock: Clock;
  wake: Wake;
  /** counts what is on the disk */
  onCaptured?: () => void;
}

export function createCapture({ db, clock, wake, onCaptured }: Options): Capture {
  const commit = groupCommit(db.appender('inbox', CAPTURED));
  let windowStart = 0;
  let inWindow = 0;
  let inLast = 0;

  function count(): void {
    roll();
    inWindow++;
  }

  /** Real time, not the clock's: this is about the load of the machine. */
  function roll(): void {
    const now = performance.now();
    if (now - windowStart < WINDOW_MS) return;
    inLast = now - windowStart < 2 * WINDOW_MS ? inWindow : 0;
    inWindow = 0;
    windowStart = now;
  }

  return {
    async store(delivery) {
      count();
      const now = clock.now();
      await commit(row(delivery, now));
      onCaptured?.();
      if (!delivery.refused) wake('inbox', delivery.shop, now);
    },
    pressure() {
      roll();
      return Math.max(inLast, inWindow);
    },
  };
}

function row(delivery: Captured, now: number): Row {
  return [
    delivery.shop,
    delivery.id,
    delivery.topic,
    delivery.apiVersion,
    delivery.eventId,
    delivery.triggeredAt,
    now,
    delivery.payload,
    delivery.refused ? 'attention' : 'queued',
    now,
    delivery.refused ?? null,
  ];
}
