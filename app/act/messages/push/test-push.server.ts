import type { Seal } from '../../../platform/crypto/seal.ts';
import type { Database } from '../../../platform/db/db.ts';
import type { Push } from '../../../platform/push/push.ts';
import type { Transport } from '../../../platform/submit/transport.ts';
import { readPushKeys } from '../../push/keys.server.ts';
import { newestOf } from '../../push/store.server.ts';
import { readMailShop } from '../delivery/sender.server.ts';
import type { RenderedShort } from '../texts/short-design.ts';
import type { ShortDocument } from '../texts/short-document.ts';
import { pushPermissions } from './permission.server.ts';
import { pushSubject } from './push-subject.ts';
import { shownPush, targetOfPush } from './shown-push.ts';

export type TestPushOutcome =
  | { kind: 'submitted' }
  /** what the push service said, for the merchant's eyes */
  | { kind: 'refused' | 'unknown'; reason: string }
  /** nobody was chosen; she has not let the shop write to a browser of hers, or lets it no more; none is left of hers */
  | { kind: 'nobody' | 'no_consent' | 'no_browser' }
  | { kind: 'too_many'; minutes: number };

interface Options {
  db: Database;
  seal: Seal;
  push: Pick<Transport<Push>, 'submit'>;
  /** seconds until this shop may send another; null when it may now */
  limit: (shop: string) => Promise<number | null>;
  mailFrom?: string | undefined;
}

export type TestPushes = ReturnType<typeof createTestPushes>;

/** A browser that is away while its merchant waits for a test gets none. */
const TTL_SECONDS = 600;
/** The later test takes the place of the earlier. */
const TAG = 'sandmill-test';

/**
 * One note to the newest browser of a contact who agreed to them: nobody can be written to by what a merchant types, for
 * browsers have no address that anybody knows. It leaves no message row and counts nowhere, and it leads straight to the shop.
 */
export function createTestPushes({ db, seal, push, limit, mailFrom }: Options) {
  return async (
    shop: string,
    contact: string | null,
    { document, shown }: { document: ShortDocument; shown: RenderedShort },
  ): Promise<TestPushOutcome> => {
    if (contact === null) return { kind: 'nobody' };
    const asked = await pushPermissions(db.read, shop, [contact], 'marketing');
    if (!asked(contact).permission.allowed) return { kind: 'no_consent' };
    const [sender, keys, browsers] = await Promise.all([
      readMailShop(db.read, shop, mailFrom),
      readPushKeys(db.read, shop, seal),
      newestOf(db.read, shop, [contact], seal),
    ]);
    const browser = browsers.get(contact);
    if (!sender || !keys || !browser) return { kind: 'no_browser' };
    const wait = await limit(shop);
    if (wait !== null) return { kind: 'too_many', minutes: Math.ceil(wait / 60) };
    const look = { shop: sender, picture: document.picture, icon: sender.brand.logo.url, locale: document.locale };
    const note = shownPush(shown, look, { url: targetOfPush(shown, look), tag: TAG });
    const outcome = await push.submit({
      ...browser.target,
      payload: JSON.stringify(note),
      ttlSeconds: TTL_SECONDS,
      topic: TAG,
      vapid: { ...keys, subject: pushSubject(shop, sender) },
    });
    if (outcome.kind === 'submitted') return { kind: 'submitted' };
    // its push service says that it is gone
    if (outcome.kind === 'refused' && outcome.noMailbox) return { kind: 'no_browser' };
    return { kind: outcome.kind, reason: outcome.reason };
  };
}
