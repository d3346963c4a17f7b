import { LRUCache } from 'lru-cache';
import { identity, type IdentityId, type NewFact } from '../../listen/facts/fact.ts';
import { factAppender, factRow } from '../../listen/facts/store.server.ts';
import type { Clock } from '../../platform/clock/clock.ts';
import { dayOf, startOfDay } from '../../platform/clock/zones.ts';
import { stableId } from '../../platform/crypto/seal.ts';
import type { Database } from '../../platform/db/db.ts';
import { groupCommit } from '../../platform/db/group-commit.ts';
import type { Log } from '../../platform/log/log.ts';

export interface Recogniser {
  /** A signed source says that this person holds this device now. Heard once a day; nobody waits for it. */
  seen(shop: string, zone: string, person: IdentityId, visitor: string): void;
}

interface Deps {
  db: Database;
  clock: Clock;
  log: Log;
  /** a shop has a new fact */
  onHeard: (shop: string) => void;
}

export function createRecogniser({ db, clock, log, onHeard }: Deps): Recogniser {
  const append = groupCommit(factAppender(db));
  /** until when a pair needs not be heard again: the next midnight of the shop */
  const heard = new LRUCache<string, number>({ max: 50_000 });

  return {
    seen(shop, zone, person, visitor) {
      const key = `${shop} ${person} ${visitor}`;
      const now = clock.now();
      if (now < (heard.get(key) ?? 0)) return;
      heard.set(key, startOfDay(now, zone, 1));
      const fact: NewFact = {
        id: `proxy:${stableId(person, visitor)}:${dayOf(now, zone)}`,
        kind: 'contact.recognised',
        occurredAt: now,
        identity: person,
        verified: true,
        data: { also: [identity('client', visitor)] },
      };
      append(factRow(shop, fact, now)).then(
        () => onHeard(shop),
        (error: unknown) => {
          heard.delete(key);
          log.error({ err: error, shop }, 'a recognised visitor could not be noted');
        },
      );
    },
  };
}
