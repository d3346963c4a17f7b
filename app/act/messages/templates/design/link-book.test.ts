import { describe, expect, it } from 'vitest';
import { createLinkBook, slugOf, withUtm } from './link-book.ts';
import { markLink, placesIn, resolveLinks } from './link-marks.ts';

const book = (places: number) =>
  createLinkBook({
    design: { places },
    hosts: ['corner.test'],
    campaign: 'spring-sale',
    untracked: ['https://app.test/u/1'],
    sign: (index) => `https://app.test/c/${index}`,
  });

describe('the links of a mail', () => {
  it('keep their place in the version, and those that a loop repeats go behind', () => {
    const links = book(3);
    expect(links.address(2, 'https://corner.test/a')).toBe('https://app.test/c/2');
    expect(links.address(1, 'https://corner.test/p/1')).toBe('https://app.test/c/1');
    expect(links.address(1, 'https://corner.test/p/2')).toBe('https://app.test/c/4');
    // whatever else this mail has
    expect(links.address(0, 'https://corner.test/q/1')).toBe('https://app.test/c/0');
    expect(links.address(0, 'https://corner.test/q/2')).toBe('https://app.test/c/3');
    expect(links.address(1, 'https://corner.test/p/3')).toBe('https://app.test/c/7');
    // the text part has the same links
    expect(links.address(2, 'https://corner.test/a')).toBe('https://app.test/c/2');
    const paths = links.links().map((link) => link && new URL(link.url).pathname);
    expect(paths).toEqual(['/q/1', '/p/1', '/a', '/q/2', '/p/2', null, null, '/p/3']);
    expect(links.links()[4]).toEqual({ url: expect.stringContaining('/p/2?utm_source=sandmill'), storefront: true });
  });

  it('lead nowhere when they are no addresses, and are left alone when they are ways out', () => {
    const links = book(9);
    expect(links.address(0, 'javascript:alert(1)')).toBe('#');
    expect(links.address(1, 'https://')).toBe('#');
    expect(links.address(2, '')).toBe('#');
    expect(links.address(3, 'mailto:ada@corner.test')).toBe('mailto:ada@corner.test');
    expect(links.address(4, 'https://app.test/u/1')).toBe('https://app.test/u/1');
    expect(links.links()).toEqual([]);
  });

  it('say where a visit came from, on the storefront only, and keep what is there', () => {
    const links = book(1);
    links.address(0, 'https://elsewhere.test/?a=1');
    expect(links.links()).toEqual([{ url: 'https://elsewhere.test/?a=1', storefront: false }]);
    expect(withUtm('https://corner.test/a?utm_source=mine&x=%20y#part', 'sale')).toBe(
      'https://corner.test/a?utm_source=mine&x=%20y&utm_medium=email&utm_campaign=sale#part',
    );
    expect(slugOf('Été: 20% off!  ')).toBe('ete-20-off');
  });

  it('are found and escaped where they stand', () => {
    const html = `<a href="${markLink(4, 'https://a.test/?x=1&amp;y=&quot;')}">`;
    expect(placesIn(html)).toBe(5);
    expect(resolveLinks(html, true, (place, target) => `${target}#${place}`)).toBe(
      '<a href="https://a.test/?x=1&amp;y=&quot;#4">',
    );
  });
});
