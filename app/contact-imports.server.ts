import { addressHash, liftImported, suppressImported } from './act/messages/suppression.server.ts';
import { createContactUploads } from './listen/imports/contact-uploads.server.ts';
import { createContactsImport, type SuppressionPort } from './listen/imports/import-contacts.server.ts';
import { createImportFiles } from './listen/imports/import-files.server.ts';
import { CONTACTS_TASK, UNDO_TASK } from './listen/imports/import-rows.server.ts';
import { createUndoHandler } from './listen/imports/undo-import.server.ts';
import type { Clock } from './platform/clock/clock.ts';
import type { Seal } from './platform/crypto/seal.ts';
import type { Database } from './platform/db/db.ts';
import type { Wake } from './platform/work/worker.ts';
import { attributesOfLists } from './understand/attributes/of-lists.server.ts';
import { foldLock } from './understand/contacts/fold.server.ts';
import { withdrawFacts } from './understand/contacts/withdraw.server.ts';

interface Options {
  db: Database;
  clock: Clock;
  /** hashes addresses for the suppression list */
  seal: Pick<Seal, 'hash'>;
  /** where uploaded files wait */
  folder: string;
  wake: Wake;
}

/** Imports of contacts with what they need of the wings behind: the suppression list, and contacts to take back. */
export function createContactImports({ db, clock, seal, folder, wake }: Options) {
  const suppression: SuppressionPort = {
    add: (trx, shop, addresses, source, at) =>
      suppressImported(
        trx,
        shop,
        addresses.map((address) => addressHash(seal, address)),
        source,
        at,
      ),
    remove: liftImported,
  };
  const contacts = createContactsImport({ db, clock, suppression, attributes: attributesOfLists });
  const uploads = createContactUploads({
    db,
    clock,
    contacts,
    attributes: attributesOfLists,
    files: createImportFiles(folder),
    wake,
  });
  const undo = createUndoHandler({
    db,
    clock,
    suppression,
    lock: foldLock,
    withdraw: (trx, shop, source, facts) => withdrawFacts(trx, shop, clock.now(), source, facts),
  });
  return { contacts, uploads, handlers: { [CONTACTS_TASK]: uploads.handler, [UNDO_TASK]: undo } };
}
