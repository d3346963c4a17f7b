import { LRUCache } from 'lru-cache';
import type { Reader, Trx } from '../../../platform/db/db.ts';
import { openShort, type ShortDesign } from './short-design.ts';
import { isShortChannel, parseShort, type ShortChannel } from './short-document.ts';

/** A version as it is sent. */
export interface OpenShort {
  name: string;
  channel: ShortChannel;
  design: ShortDesign;
}

/** A version never changes: what was opened once stays open as long as it is used. */
const OPEN = 200;

export interface ShortVersions {
  /** null: there is no such version of a short message */
  open(reader: Reader | Trx, shop: string, template: string, version: number): Promise<OpenShort | null>;
}

export function createShortVersions(): ShortVersions {
  const cache = new LRUCache<string, OpenShort>({ max: OPEN });
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
        .select(['template.name', 'template.channel', 'template_version.document'])
        .where('template_version.shop', '=', shop)
        .where('template_version.template', '=', template)
        .where('template_version.version', '=', version)
        .executeTakeFirst();
      if (!row || !isShortChannel(row.channel)) return null;
      const opened = { name: row.name, channel: row.channel, design: openShort(parseShort(row.document)) };
      cache.set(key, opened);
      return opened;
    },
  };
}
