import { expect, it } from 'vitest';
import { createTestDatabase, DIALECTS } from '../../../../../test/databases.ts';
import { SHOP } from '../../../../decide/journeys/rows-in-test.ts';
import { givenProducts, startDesigns } from './designs-in-test.ts';
import { documentWith } from './documents-in-test.ts';
import { createMappedMails } from './link-map.server.ts';
import { createShownVersions } from './shown-versions.server.ts';

const TEXT = {
  id: 'words',
  kind: 'text' as const,
  html: '<p>See <a href="https://corner.example/new">what is new</a>, {{ contact.first_name }}.</p>',
};
const BUTTON = {
  id: 'go',
  kind: 'button' as const,
  text: 'To the sale',
  href: 'https://elsewhere.example/sale?a=1&b=2',
};

it.each(DIALECTS)('a mail is mapped by the indexes under which its clicks are counted [%s]', async (dialect) => {
  const { db, dispose } = await createTestDatabase(dialect);
  try {
    const shop = await startDesigns({ db });
    const id = await shop.published(documentWith([TEXT, BUTTON]));
    const maps = createMappedMails(createShownVersions({ db, clock: shop.clock, links: shop.links }));
    const mapped = await maps.mapped(SHOP, id, 1);
    const sent = await shop.composed(id, 'ada');
    expect(mapped?.links.map(({ index }) => index)).toEqual(
      sent?.links.flatMap((link, index) => (link ? [index] : [])),
    );
    expect(mapped?.links.map(({ url }) => url)).toEqual([
      'https://corner.example',
      'https://corner.example/new',
      BUTTON.href,
    ]);
    for (const { index } of mapped?.links ?? []) expect(mapped?.html).toContain(`href="#link-${index}"`);
    expect(mapped?.html).not.toContain('elsewhere.example');
    // what is another's in every mail is nobody's address
    await givenProducts(db);
    const products = { id: 'p', kind: 'products' as const, source: 'recommended' as const, most: 2 };
    const offering = await shop.published(documentWith([products, BUTTON]));
    const offered = await maps.mapped(SHOP, offering, 1);
    const urls = offered?.links.map(({ url }) => url) ?? [];
    expect(urls.filter((url) => url === null).length).toBeGreaterThanOrEqual(2);
    expect(urls.filter((url) => url !== null)).toEqual(['https://corner.example', BUTTON.href]);
    expect(await maps.mapped(SHOP, id, 2)).toBeNull();
    expect(await maps.mapped('other.myshopify.com', id, 1)).toBeNull();
  } finally {
    await dispose();
  }
});
