// What a mail carries so that it may be known how it was taken: a dot that is seen to be loaded, and a link that is not seen.

/** No person comes to it: it takes no room, no key reaches it, and nothing reads it out. */
const trapHtml = (address: string) =>
  `<div style="display:none;max-height:0;overflow:hidden;mso-hide:all" aria-hidden="true"><a href="${address}" tabindex="-1" rel="nofollow"></a></div>`;

const dotHtml = (address: string) => `<img src="${address}" width="1" height="1" alt="" border="0">`;

/** Both stand at the end of the body, where they hold up nothing. */
export function watchedHtml(html: string, { open, trap }: { open: string; trap: string }): string {
  return html.replace(/<\/body>(?![\s\S]*<\/body>)/, `${trapHtml(trap)}${dotHtml(open)}</body>`);
}
