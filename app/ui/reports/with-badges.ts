interface Badge {
  index: number;
  text: string;
}

const LOOK =
  'position:absolute;top:0;right:0;z-index:9;padding:2px 7px;border-radius:9px;background:#1f1b16;color:#fff;' +
  'font:600 11px/15px system-ui,sans-serif;letter-spacing:0;text-decoration:none;white-space:nowrap;box-shadow:0 0 0 1px #fffc';

/** The mail with a badge at each link that leads to `#link-INDEX`: by styles alone, for no script runs in a mail. */
export function withBadges(html: string, badges: readonly Badge[]): string {
  const rules = badges.map(
    ({ index, text }) => `a[href="#link-${index}"]::after{content:${JSON.stringify(plain(text))};${LOOK}}`,
  );
  const style = `<style>a[href^="#link-"]{position:relative;pointer-events:none}${rules.join('')}</style>`;
  const head = html.search(/<\/head>/i);
  return head === -1 ? style + html : html.slice(0, head) + style + html.slice(head);
}

/** digits and signs; nothing that could end the text or the styles */
const plain = (text: string) => text.replaceAll(/[<>\\"\n\r]/g, '');
