import type { Reader, Trx } from '../../platform/db/db.ts';
import { erasedAmong } from '../../shop/privacy/erasure-marks.server.ts';
import type { Heard } from '../heard.ts';
import { namedInHeard, withoutErased } from './rules.ts';

/** A late webhook, an import or a comparison with Shopify does not bring back whom the shop was asked to erase. */
export async function hearWithoutErased(reader: Reader | Trx, shop: string, heard: Heard): Promise<Heard> {
  return withoutErased(heard, await erasedAmong(reader, shop, namedInHeard(heard)));
}
