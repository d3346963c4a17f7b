import type { Selectable } from 'kysely';
import type { Database, Reader, Tables, Trx } from '../../../../platform/db/db.ts';
import type { TemplateVersionSummary } from './template.ts';

export type TemplateRow = Omit<Selectable<Tables['template']>, 'shop' | 'channel' | 'created_at' | 'removed_at'> & {
  /** of the newest version; null while there is none */
  published_document: string | null;
  published_brand: string | null;
};

export type VersionRow = Omit<Selectable<Tables['template_version']>, 'shop'>;

const columns = ['id', 'name', 'recipe', 'draft', 'revision', 'updated_at'] as const;

function templates(reader: Reader | Trx, shop: string) {
  return (
    reader
      .selectFrom('template')
      .leftJoin('template_version as newest', (join) =>
        join
          .onRef('newest.shop', '=', 'template.shop')
          .onRef('newest.template', '=', 'template.id')
          .onRef('newest.version', '=', 'template.version'),
      )
      .select(columns.map((column) => `template.${column}` as const))
      .select(['template.version', 'newest.document as published_document', 'newest.brand as published_brand'])
      .where('template.shop', '=', shop)
      // those of other channels are short texts, not designs
      .where('template.channel', '=', 'email')
      .where('template.removed_at', 'is', null)
  );
}

/** @param after instant and id of the last one before, as `list` writes them */
export async function readTemplates(
  reader: Reader | Trx,
  shop: string,
  after: string | null,
  limit: number,
): Promise<TemplateRow[]> {
  const [instant, id = ''] = after?.split(' ') ?? [];
  const at = Number(instant);
  return templates(reader, shop)
    .$if(after !== null && Number.isSafeInteger(at), (query) =>
      query
        .where('template.updated_at', '<=', at)
        .where((eb) => eb.or([eb('template.updated_at', '<', at), eb('template.id', '<', id)])),
    )
    .orderBy('template.updated_at', 'desc')
    .orderBy('template.id', 'desc')
    .limit(limit)
    .execute();
}

export async function readTemplate(reader: Reader | Trx, shop: string, id: string): Promise<TemplateRow | null> {
  return (await templates(reader, shop).where('template.id', '=', id).executeTakeFirst()) ?? null;
}

/** @returns false when the draft was saved, or another version made, since it was read */
export async function insertVersion(
  db: Database,
  shop: string,
  version: VersionRow,
  over: Pick<TemplateRow, 'revision' | 'version'>,
): Promise<boolean> {
  return db.write(async (trx) => {
    const updated = await trx
      .updateTable('template')
      .set({ version: version.version })
      .where('shop', '=', shop)
      .where('id', '=', version.template)
      .where('revision', '=', over.revision)
      .where('version', '=', over.version)
      .where('removed_at', 'is', null)
      .executeTakeFirst();
    if (updated.numUpdatedRows !== 1n) return false;
    await trx
      .insertInto('template_version')
      .values({ shop, ...version })
      .execute();
    return true;
  });
}

/** The newest first. */
export async function readVersions(
  reader: Reader | Trx,
  shop: string,
  template: string,
): Promise<TemplateVersionSummary[]> {
  return reader
    .selectFrom('template_version')
    .select(['version', 'created_at as at', 'who'])
    .where('shop', '=', shop)
    .where('template', '=', template)
    .orderBy('version', 'desc')
    .limit(200)
    .execute();
}

export async function readVersion(
  reader: Reader | Trx,
  shop: string,
  template: string,
  version: number,
): Promise<VersionRow | null> {
  const row = await reader
    .selectFrom('template_version')
    .select(['template', 'version', 'document', 'brand', 'subject', 'html', 'text', 'created_at', 'who'])
    .where('shop', '=', shop)
    .where('template', '=', template)
    .where('version', '=', version)
    .executeTakeFirst();
  return row ?? null;
}
