import type { Seal } from '../../../platform/crypto/seal.ts';
import type { Database } from '../../../platform/db/db.ts';
import type { Transport } from '../../../platform/submit/transport.ts';
import { readPhone } from '../../../platform/text/phone.ts';
import type { Text, TextChannel } from '../../../platform/text/text.ts';
import { reachKey } from '../reach-key.ts';
import { readSenders, type SenderRow } from '../senders/store.server.ts';
import { addressHash, suppressedAmong } from '../suppression.server.ts';
import type { ShortPreview } from './preview-short.server.ts';
import type { ShortDocument } from './short-document.ts';

export type TestTextOutcome =
  | { kind: 'submitted' }
  /** what the provider said, for the merchant's eyes */
  | { kind: 'refused' | 'unknown'; reason: string }
  | { kind: 'not_a_number' }
  | { kind: 'suppressed' }
  | { kind: 'no_sender' }
  | { kind: 'too_many'; minutes: number };

interface Options {
  db: Database;
  seal: Seal;
  textOf: (sender: SenderRow) => Pick<Transport<Text>, 'submit'>;
  /** seconds until this shop may send another; null when it may now */
  limit: (shop: string) => Promise<number | null>;
}

export type TestTexts = ReturnType<typeof createTestTexts>;

/** One text to a number that the merchant types. It leaves no message row: it is nobody's and counts nowhere. */
export function createTestTexts({ db, seal, textOf, limit }: Options) {
  return async (
    shop: string,
    channel: TextChannel,
    to: string,
    { document, shown }: { document: ShortDocument; shown: ShortPreview },
  ): Promise<TestTextOutcome> => {
    const number = readPhone(to);
    const key = number && reachKey(channel, number);
    if (!number || !key) return { kind: 'not_a_number' };
    const hash = addressHash(seal, key);
    // who said no is left alone, by tests too
    if ((await suppressedAmong(db.read, shop, [hash])).has(hash)) return { kind: 'suppressed' };
    const sender = (await readSenders(db.read, shop))?.of(channel, null);
    if (!sender) return { kind: 'no_sender' };
    const wait = await limit(shop);
    if (wait !== null) return { kind: 'too_many', minutes: Math.ceil(wait / 60) };
    const approved = channel === 'whatsapp' && document.approved;
    const outcome = await textOf(sender).submit({
      channel,
      to: number,
      body: shown.text,
      approved: approved ? { ...approved, parameters: shown.parameters } : null,
      tag: 'test',
    });
    return outcome.kind === 'submitted' ? { kind: 'submitted' } : { kind: outcome.kind, reason: outcome.reason };
  };
}
