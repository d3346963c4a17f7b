// The variants of a campaign as they were when it was scheduled: the version that goes out, and what differs.
import { z } from 'zod';
import type { Reader, Trx } from '../../platform/db/db.ts';
import type { Plan } from './plan.ts';

const differsSchema = z.object({
  subject: z.string().default(''),
  senderName: z.string().default(''),
  later: z.number().default(0),
});
/** What a variant has of its own; empty: as the template and the shop have it. */
export type Differs = z.infer<typeof differsSchema>;

export interface Variant {
  id: string;
  template: string;
  templateVersion: number | null;
  differs: Differs;
  /** of those treated, in thousandths */
  share: number;
  verdict: 'none' | 'winner' | 'loser';
}

export const readDiffers = (text: string): Differs => differsSchema.parse(JSON.parse(text));

export async function readVariants(reader: Reader | Trx, shop: string, campaign: string): Promise<Variant[]> {
  const rows = await reader
    .selectFrom('campaign_variant')
    .selectAll()
    .where('shop', '=', shop)
    .where('campaign', '=', campaign)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    template: row.template,
    templateVersion: row.template_version,
    differs: readDiffers(row.differs),
    share: row.share,
    verdict: row.verdict as Variant['verdict'],
  }));
}

/** Written anew whenever it is scheduled. @param versions the version of each template that goes out */
export async function writeVariants(
  trx: Trx,
  shop: string,
  campaign: string,
  { variants, test }: Plan,
  versions: ReadonlyMap<string, number>,
): Promise<void> {
  await trx.deleteFrom('campaign_variant').where('shop', '=', shop).where('campaign', '=', campaign).execute();
  const tried = variants.length > 1 ? (test?.share ?? 1000) : 1000;
  await trx
    .insertInto('campaign_variant')
    .values(
      variants.map(({ id, template, subject, senderName, later }) => ({
        shop,
        campaign,
        id,
        template,
        template_version: versions.get(template) ?? null,
        differs: JSON.stringify({ subject, senderName, later }),
        share: Math.floor(tried / variants.length),
      })),
    )
    .execute();
}

export async function writeVerdict(trx: Trx, shop: string, campaign: string, winner: string): Promise<void> {
  for (const [verdict, which] of [
    ['winner', '='],
    ['loser', '<>'],
  ] as const) {
    await trx
      .updateTable('campaign_variant')
      .set({ verdict })
      .where('shop', '=', shop)
      .where('campaign', '=', campaign)
      .where('id', which, winner)
      .execute();
  }
}
