/** What a link is called by the mail in which it stands: its words, or what its picture shows. */
export interface LinkName {
  name: string;
  isPicture: boolean;
}

/** Of the links that lead to `#link-INDEX`, by their index. In the browser: the mail is read there as it is shown. */
export function linkNames(html: string): Map<number, LinkName> {
  const links = new DOMParser().parseFromString(html, 'text/html').querySelectorAll('a[href^="#link-"]');
  const names = new Map<number, LinkName>();
  for (const link of links) {
    const index = Number(link.getAttribute('href')?.slice('#link-'.length));
    const words = link.textContent.trim();
    const name = words || (link.querySelector('img')?.alt ?? '');
    if (name !== '' && !names.has(index)) names.set(index, { name, isPicture: words === '' });
  }
  return names;
}
