import { PAGE_WORDS, type PageKind } from './page-words.ts';

interface Given {
  kind: PageKind;
  locale: 'en' | 'it';
  shopName?: string;
  maskedAddress?: string;
  /** what the button posts */
  action?: 'unsubscribe' | 'resubscribe' | 'confirm';
}

/** What a page says beside its button, as plain text: kept with what the button said. */
export function pageText({ kind, locale, shopName = '', maskedAddress = '' }: Omit<Given, 'action'>): string {
  const { heading, body, button = '' } = PAGE_WORDS[locale][kind];
  const text = [heading, body, button && `[${button}]`].filter(Boolean).join(' ');
  return text.replaceAll('{shop}', shopName).replaceAll('{address}', maskedAddress);
}

/** A small page that needs nothing from anywhere: no script, no picture, no font. */
export function linkPage({ kind, locale, shopName = '', maskedAddress = '', action }: Given): string {
  const words = PAGE_WORDS[locale][kind];
  const unnamed = locale === 'it' ? 'questo indirizzo' : 'this address';
  const put = (text: string) =>
    escapeHtml(text)
      .replaceAll('{shop}', escapeHtml(shopName))
      .replaceAll('{address}', escapeHtml(maskedAddress || unnamed));
  const quiet = action === 'resubscribe';
  const form =
    words.button && action
      ? `<form method="post"><input type="hidden" name="action" value="${action}"><button class="${quiet ? 'quiet' : 'strong'}">${put(words.button)}</button></form>`
      : '';
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${put(words.title)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<main>
${shopName ? `<p class="shop">${escapeHtml(shopName)}</p>` : ''}
<section>
<h1>${put(words.heading)}</h1>
<p>${put(words.body)}</p>
${form}
${words.note ? `<p class="note">${put(words.note)}</p>` : ''}
</section>
</main>
</body>
</html>`;
}

export const PAGE_STYLE = `
:root { --page: #f5f2ec; --card: #fff; --text: #22262b; --muted: #5d646d; --line: #8b8f95; --focus: #b5541c; }
@media (prefers-color-scheme: dark) {
  :root { --page: #15171a; --card: #1f2226; --text: #f3f0ea; --muted: #b3b8bf; --line: #7c828a; --focus: #f0a36b; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 17px/1.55 -apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif; }
main { min-height: 100vh; max-width: 540px; margin: 0 auto; padding: 12vh 16px 48px; }
.shop { margin: 0 0 20px; text-align: center; font-weight: 700; letter-spacing: .4px; }
section { background: var(--card); border-radius: 14px; padding: 36px 28px; }
h1 { margin: 0 0 12px; font-size: 26px; line-height: 1.25; text-wrap: balance; }
p { margin: 0 0 24px; overflow-wrap: anywhere; }
button { width: 100%; min-height: 52px; padding: 12px 24px; border-radius: 10px; font: inherit; font-weight: 600; cursor: pointer; }
.strong { border: 0; background: var(--text); color: var(--page); }
.quiet { border: 1px solid var(--line); background: transparent; color: var(--text); }
button:focus-visible { outline: 3px solid var(--focus); outline-offset: 3px; }
.note { margin: 20px 0 0; color: var(--muted); font-size: 14px; text-align: center; }
section > p:last-child { margin-bottom: 0; }
`;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
