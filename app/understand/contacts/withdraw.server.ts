import type { Trx } from '../../platform/db/db.ts';
import { refoldAttributes } from '../attributes/fold.server.ts';
import type { Change } from '../appraisal/appraiser.ts';
import { markForAppraisal } from '../appraisal/mark.server.ts';
import { padded } from './padded.ts';
import { refold } from './refold.server.ts';
import { shopFrame } from './shop-frame.server.ts';

/**
 * Takes back what an import alone brought: its facts with the consent, tags and customer rows that they carried. A contact
 * of whom nothing else was ever heard goes; the others are folded as if these facts had not been. That two handles are one
 * person is not forgotten: later facts may rest on it. Call it under the fold's lock.
 * @param source names the import in tags, `import:ID`
 */
export async function withdrawFacts(
  trx: Trx,
  shop: string,
  now: number,
  source: string,
  facts: readonly string[],
): Promise<void> {
  if (facts.length === 0) return;
  const ids = padded([...facts]);
  const rows = await trx
    .deleteFrom('fact')
    .where('shop', '=', shop)
    .where('id', 'in', ids)
    .returning(['contact', 'identity'])
    .execute();
  await trx.deleteFrom('consent').where('shop', '=', shop).where('id', 'in', ids).execute();
  await trx.deleteFrom('score_entry').where('shop', '=', shop).where('fact', 'in', ids).execute();
  // an imported person's row and handle are named as her fact is
  await trx.deleteFrom('customer').where('shop', '=', shop).where('id', 'in', ids).execute();
  const handles = padded(facts.map((id) => `customer:${id}`));
  await trx.deleteFrom('identity').where('shop', '=', shop).where('id', 'in', handles).execute();
  await trx
    .deleteFrom('link')
    .where('shop', '=', shop)
    .where((eb) => eb.or([eb('a', 'in', handles), eb('b', 'in', handles)]))
    .execute();

  const contacts = [...new Set(rows.flatMap((row) => row.contact ?? []))];
  if (contacts.length === 0) return;
  const touched = padded(contacts);
  await trx
    .deleteFrom('contact_tag')
    .where('shop', '=', shop)
    .where('source', '=', source)
    .where('contact', 'in', touched)
    .execute();
  const remaining = await trx
    .selectFrom('fact')
    .select('contact')
    .distinct()
    .where('shop', '=', shop)
    .where('contact', 'in', touched)
    .execute();
  const staying = new Set(remaining.flatMap((row) => row.contact ?? []));
  await forget(
    trx,
    shop,
    contacts.filter((id) => !staying.has(id)),
  );
  await refoldAttributes(trx, shop, [...staying]);
  const frame = await shopFrame(trx, shop, now);
  if (!frame) return;
  const seen = new Map([...staying].map((id) => [id, null]));
  await markForAppraisal(trx, shop, new Map([...staying].map((id) => [id, new Set<Change>(['everything'])])), now);
  await refold(trx, frame, { seen, live: new Set(), inherited: new Map() });
}

async function forget(trx: Trx, shop: string, contacts: readonly string[]): Promise<void> {
  if (contacts.length === 0) return;
  const gone = padded([...contacts]);
  const handles = await trx
    .deleteFrom('identity')
    .where('shop', '=', shop)
    .where('contact', 'in', gone)
    .returning('id')
    .execute();
  const ids = padded(handles.map((row) => row.id));
  if (handles.length > 0) {
    await trx
      .deleteFrom('link')
      .where('shop', '=', shop)
      .where((eb) => eb.or([eb('a', 'in', ids), eb('b', 'in', ids)]))
      .execute();
  }
  const tables = [
    'contact_tag',
    'tag_taken',
    'contact_attribute',
    'score_entry',
    'contact_score',
    'score_due',
    'decision',
    'rfm_change',
    'interest',
    'order_touch',
    'contact_consent',
    'campaign_member',
  ] as const;
  for (const table of [...tables, 'segment_member', 'segment_check', 'appraisal'] as const) {
    await trx.deleteFrom(table).where('shop', '=', shop).where('contact', 'in', gone).execute();
  }
  await trx.deleteFrom('contact').where('shop', '=', shop).where('id', 'in', gone).execute();
}
