import { LRUCache } from 'lru-cache';
import type { Reader, Trx } from '../../../platform/db/db.ts';

/** A version as it is stored. */
export interface StoredVersion {
  name: string;
  channel: string;
  document: string;
  brand: string;
  subject: string;
  html: string;
  text: string;
}

export interface OpenedVersions<T> {
  /** null: there is no such version; broken: it is there, and can be read no more */
  open(reader: Reader | Trx, shop: string, template: string, version: number): Promise<T | 'broken' | null>;
}

/** A version never changes: what was opened once stays open as long as it is used. */
const OPEN = 200;

/**
 * Versions ready to be sent.
 * @param read null: it is of another kind. What it throws breaks the version, which must not hold up messages beside it
 */
export function createOpenedVersions<T extends object>(read: (stored: StoredVersion) => T | null): OpenedVersions<T> {
  const cache = new LRUCache<string, T>({ max: OPEN });

  function opened(row: StoredVersion): T | 'broken' | null {
    try {
      return read(row);
    } catch {
      return 'broken';
    }
  }

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
        .select(['template.name', 'template.channel', 'template_version.document', 'template_version.brand'])
        .select(['template_version.subject', 'template_version.html', 'template_version.text'])
        .where('template_version.shop', '=', shop)
        .where('template_version.template', '=', template)
        .where('template_version.version', '=', version)
        .executeTakeFirst();
      const found = row ? opened(row) : null;
      if (found !== null && found !== 'broken') cache.set(key, found);
      return found;
    },
  };
}
