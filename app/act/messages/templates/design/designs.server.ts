import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { type Brand, brandSchema } from '../../../../shop/settings/brand.ts';
import type { Reader, Trx } from '../../../../platform/db/db.ts';
import { type Design, openDesign } from './design.ts';
import { documentSchema } from './document.ts';

/** A version as it is sent. */
export interface OpenVersion {
  name: string;
  design: Design;
  brand: Brand;
}

/** A version never changes: what was opened once stays open as long as it is used. */
const OPEN = 200;

export interface Designs {
  /** null: there is no such version; broken: it is there, and can be read no more */
  open(reader: Reader | Trx, shop: string, template: string, version: number): Promise<OpenVersion | 'broken' | null>;
}

const stored = z.string().transform((text): unknown => JSON.parse(text));

export function createDesigns(): Designs {
  const cache = new LRUCache<string, OpenVersion>({ max: OPEN });
  return {
    async open(reader, shop, template, version) {
      const key = `${shop} ${template} ${version}`;
      const known = cache.get(key);
      if (known) return known;
      const row = await reader
        .selectFrom('template_version')
        .innerJoin('template', (join) =>
          join
            .onRef('template.shop', '=', 'template_version.shop')
            .onRef('template.id', '=', 'template_version.template'),
        )
        .select(['template.name', 'template_version.document', 'template_version.brand'])
        .select(['template_version.subject', 'template_version.html', 'template_version.text'])
        .where('template_version.shop', '=', shop)
        .where('template_version.template', '=', template)
        .where('template_version.version', '=', version)
        .executeTakeFirst();
      if (!row) return null;
      const opened = openRow(row);
      if (opened !== 'broken') cache.set(key, opened);
      return opened;
    },
  };
}

interface Row {
  name: string;
  document: string;
  brand: string;
  subject: string;
  html: string;
  text: string;
}

/** One that cannot be read must not hold up the mails beside it. */
function openRow({ name, document, brand, ...texts }: Row): OpenVersion | 'broken' {
  try {
    return {
      name,
      design: openDesign({ document: stored.pipe(documentSchema).parse(document), ...texts }),
      brand: stored.pipe(brandSchema).parse(brand),
    };
  } catch {
    return 'broken';
  }
}
