import { isWebAddress } from '../templates/design/link-marks.ts';
import { shorten } from './short-links.server.ts';
import type { ShortTemplatesService } from './short-templates.server.ts';

export interface MappedShorts {
  /** By index the links of a version as it was written; null where it is no version of a short message. */
  links(shop: string, template: string, version: number): Promise<{ index: number; url: string | null }[] | null>;
}

const NOWHERE = { address: String, hosts: [], campaign: '', medium: '' };

export function createMappedShorts(shorts: Pick<ShortTemplatesService, 'version'>): MappedShorts {
  return {
    async links(shop, template, version) {
      const found = await shorts.version(shop, template, version);
      if (!found) return null;
      const { text, url } = found.document;
      // a notification leads to one place
      if (found.channel === 'push') return [{ index: 0, url: isWebAddress(url) && !isLiquid(url) ? url : null }];
      // how many links there are, and which, may differ from contact to contact
      if (text.includes('{%')) return [];
      // each stands for an address of its own: what is the same in two is the same in both
      const marked = text.replaceAll(/\{\{(.*?)\}\}/gs, (_, inside: string) => `{{${encodeURIComponent(inside)}}}`);
      return shorten(marked, NOWHERE).links.map((link, index) => ({
        index,
        url: isLiquid(link.url) ? null : link.url,
      }));
    },
  };
}

const isLiquid = (url: string) => /\{\{|%7B%7B/i.test(url);
