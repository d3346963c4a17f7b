// Whether the suppression list keeps mail from a contact, as a field of hers that conditions can ask for.
import type { Seal } from '../../platform/crypto/seal.ts';
import type { Trx } from '../../platform/db/db.ts';
import type { Appraiser, Change } from '../../understand/appraisal/appraiser.ts';
import { markForAppraisal } from '../../understand/appraisal/mark.server.ts';
import { permissionsOf } from './permission.server.ts';
import { addressHash, suppressedAmong } from './suppression.server.ts';

/** The list knows addresses by their hashes alone, so contacts are looked up in it, and not the other way round. */
export function createSuppressionAppraiser(seal: Seal): Appraiser {
  return {
    name: 'suppression',
    async appraise(trx, { shop }, touched) {
      const rows = await trx
        .selectFrom('contact')
        .select(['id', 'email', 'suppressed'])
        .where('shop', '=', shop)
        .where('id', 'in', [...touched.keys()])
        .where((eb) => eb.or([eb('email', 'is not', null), eb('suppressed', '=', 1)]))
        .execute();
      const kept = await keptOff(
        trx,
        shop,
        seal,
        rows.flatMap(({ email }) => email ?? []),
      );
      const changed = new Map<string, Set<Change>>();
      for (const is of [0, 1]) {
        const others = rows.filter(
          ({ email, suppressed }) => suppressed !== is && Number(kept.has(email ?? '')) === is,
        );
        if (others.length === 0) continue;
        const ids = others.map(({ id }) => id);
        await trx
          .updateTable('contact')
          .set({ suppressed: is })
          .where('shop', '=', shop)
          .where('id', 'in', ids)
          .execute();
        for (const id of ids) changed.set(id, new Set(['field:suppressed']));
      }
      return changed;
    },
  };
}

/** Addresses on the list whose people have not opted in again since. */
async function keptOff(trx: Trx, shop: string, seal: Seal, addresses: readonly string[]): Promise<Set<string>> {
  const listed = await suppressedAmong(
    trx,
    shop,
    addresses.map((address) => addressHash(seal, address)),
  );
  if (listed.size === 0) return new Set();
  const named = addresses.filter((address) => listed.has(addressHash(seal, address)));
  const permissions = await permissionsOf(trx, shop, seal, named);
  return new Set(named.filter((address) => !permissions.get(address)?.allowed));
}

/** The list changed, and nothing else tells of it: whoever has these addresses is looked at again. */
export async function listChanged(trx: Trx, shop: string, addresses: readonly string[], now: number): Promise<void> {
  if (addresses.length === 0) return;
  const rows = await trx
    .selectFrom('identity')
    .select('contact')
    .where('shop', '=', shop)
    .where(
      'id',
      'in',
      addresses.map((address) => `email:${address}`),
    )
    .execute();
  const changes: readonly Change[] = ['field:suppressed', 'live'];
  await markForAppraisal(trx, shop, new Map(rows.map(({ contact }) => [contact, new Set(changes)])), now);
}
