import { describe, expect, it } from 'vitest';
import { openTestShop } from '../fixtures/open-test-shop.ts';

const links = (page: string) => [...page.matchAll(/class="article-card" href="([^"]+)"/g)].map(([, href]) => href!);

describe('the blog', () => {
  it('lists its articles newest first, a page at a time, each once', async () => {
    const { browser } = openTestShop();
    const [one, two] = [await browser.page('/blogs/journal'), await browser.page('/blogs/journal?page=2')];
    const all = [...links(one), ...links(two)];
    expect(links(one)).toHaveLength(6);
    expect(all).toHaveLength(8);
    expect(new Set(all).size).toBe(8);
    expect(all[0]).toBe('/blogs/journal/what-fits-in-a-basket');
    expect(one).toContain('stand-in-embed');
  });

  it('shows those of one tag, and no page for a tag that nothing has', async () => {
    const { browser } = openTestShop();
    const garden = await browser.page('/blogs/journal/tagged/garden');
    expect(links(garden)).toEqual(['/blogs/journal/small-garden-big-pots']);
    expect(garden).toMatch(/tagged\/garden" aria-current="page"/);
    expect((await browser.get('/blogs/journal/tagged/nothing')).status).toBe(404);
    expect((await browser.get('/blogs/elsewhere')).status).toBe(404);
  });

  it('tells an article in the reader’s language', async () => {
    const { browser } = openTestShop();
    expect(await browser.page('/blogs/journal/why-linen-softens')).toContain('<h1>Why linen softens</h1>');
    const italian = await browser.page('/it/blogs/journal/why-linen-softens');
    expect(italian).toContain('<h1>Perché il lino si ammorbidisce</h1>');
    expect(italian).toContain('href="/it/blogs/journal/tagged/materials"');
    expect((await browser.get('/blogs/journal/never-written')).status).toBe(404);
  });
});
