import type { Clock } from '../../platform/clock/clock.ts';
import type { Seal } from '../../platform/crypto/seal.ts';
import type { Database, Reader, Trx } from '../../platform/db/db.ts';
import type { Log } from '../../platform/log/log.ts';
import type { FindPerson, Named, Person, PersonKeeper } from './person.ts';

/** What the wings lend to requests under privacy law; app/privacy binds it. */
export interface CompliancePorts {
  findPerson: FindPerson;
  keepers: readonly PersonKeeper[];
  /** whom the delivery of a request names */
  readRequest(reader: Reader, shop: string, delivery: string): Promise<Named | null>;
  /** lets the text of the delivery go when it has been acted on */
  letGo(trx: Trx, shop: string, delivery: string): Promise<void>;
  /** files on the disk that name a person. @throws when one is being read at the moment */
  eraseFiles(shop: string, person: Person): Promise<number>;
  /** all files of a shop */
  eraseShopFiles(shop: string): Promise<void>;
  locks: { listen(shop: string): string; fold(shop: string): string };
}

export interface ComplianceDeps extends CompliancePorts {
  db: Database;
  clock: Clock;
  seal: Seal;
  log: Log;
}
