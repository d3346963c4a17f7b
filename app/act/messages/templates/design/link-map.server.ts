// A version as it looks, with the index of each link in place of its address: what was clicked can be shown where it stands.
import { createLinkBook, type LinkBook } from './link-book.ts';
import type { ShownVersions } from './shown-versions.server.ts';

export interface MappedMail {
  /** each link that is counted leads to `#link-INDEX` */
  html: string;
  /** url: null where it differs from contact to contact */
  links: { index: number; url: string | null }[];
}

export interface MappedMails {
  /** null where there is no such version, or its texts cannot be run for somebody made up */
  mapped(shop: string, template: string, version: number): Promise<MappedMail | null>;
}

export function createMappedMails(versions: ShownVersions): MappedMails {
  return {
    async mapped(shop, template, version) {
      // the same book that numbers the links of what goes out; addresses stay as they were written
      const sign = (index: number) => `#link-${index}`;
      const books: LinkBook[] = [];
      let differs: ReadonlySet<number> = new Set();
      let places = 1;
      const mail = await versions.shown(shop, { template, version }, null, (design) => {
        const book = createLinkBook({ design, hosts: [], campaign: '', untracked: [], sign });
        books.push(book);
        ({ differs, places } = design);
        return book.address;
      });
      if (!mail) return null;
      const links = books.flatMap((book) => book.links());
      return {
        html: mail.html,
        links: links.flatMap((link, index) =>
          link ? [{ index, url: differs.has(index % places) ? null : link.url }] : [],
        ),
      };
    },
  };
}
