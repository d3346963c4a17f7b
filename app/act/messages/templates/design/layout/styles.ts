import type { Ground, Look } from '../look.ts';

const BUTTONS = ['.b', '.o', '.gb', '.go'];

/**
 * What inline styles cannot say: phones, and the dark. Class names are short because each stands in the mail many times:
 * t text, m muted, n name, l link, b and o buttons (filled, outlined), d divider, k coupon, s social, f foot, h header.
 * What stands on a ground of the merchant's choice has a `g` before its names; the ground itself is called by its colour.
 * @param nights by that name, the grounds that change in the dark
 */
export function stylesOf({ darkPage, darkCard }: Look, nights: ReadonlyMap<string, Ground>): string {
  return `
      a { color: inherit; }
      @media (max-width: 479px) {
        ${BUTTONS.flatMap((each) => [`${each} table`, `${each} td`, `${each} a`]).join(', ')} { width: 100% !important; box-sizing: border-box; }
        .col > table > tbody > tr > td { padding-left: 28px !important; padding-right: 28px !important; }
        .p .c3 { font-size: 14px !important; }
        .a td:first-child { width: 104px !important; }
        .a img { width: 88px !important; }
      }
      @media (prefers-color-scheme: dark) {
        .page, .page > div { background: ${darkPage.ground} !important; }
        .card, .card > table, .card > table > tbody > tr > td { background: ${darkCard.ground} !important; }
        .h div, .h a { color: ${darkPage.text} !important; }
        .f div, .f a { color: ${darkPage.muted} !important; }
        ${darkRules(darkCard, '.card', '')}
        ${Array.from(nights, ([name, ground]) => nightRules(name, ground)).join('\n        ')}
      }`;
}

const nightRules = (name: string, ground: Ground) =>
  `.card .${name}, .card .${name} > table { background: ${ground.ground} !important; }
        ${darkRules(ground, `.${name}`, 'g')}`;

/** @param mark stands before the names of what is meant */
function darkRules(ground: Ground, within: string, mark: string): string {
  const rules: [string[], string][] = [
    [['.t', '.t div', '.t td', '.t h1', '.t h2', '.t h3', '.t p', '.t li', '.n', '.s'], `color: ${ground.text}`],
    [['.m', '.q'], `color: ${ground.muted}`],
    [['.l'], `color: ${ground.link}`],
    [['.b td', '.b a'], `background: ${ground.button}`],
    [['.b a'], `color: ${ground.buttonText}`],
    [['.o td'], `border-color: ${ground.text}`],
    [['.o a'], `color: ${ground.text}`],
    [['.d p'], `border-color: ${ground.line}`],
    [['.s'], `border-color: ${ground.line}`],
    [['.q', '.k'], `background: ${ground.tile}`],
  ];
  return rules
    .map(
      ([selectors, rule]) =>
        `${selectors.map((each) => `${within} .${mark}${each.slice(1)}`).join(', ')} { ${rule} !important; }`,
    )
    .join('\n        ');
}
