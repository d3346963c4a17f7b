import sanitizeHtml from 'sanitize-html';
import { type Setting, toned } from './setting.ts';

const TAGS = ['p', 'strong', 'em', 'u', 'a', 'ul', 'ol', 'li', 'br'];
const BELOW = 'margin:0 0 12px';

/** Paragraphs, bold, italic, underline, links and lists; everything else is taken out. Liquid in it is hidden. */
export function richText(html: string, setting: Setting): string {
  const { ground } = setting;
  const clean = sanitizeHtml(html, {
    allowedTags: TAGS,
    allowedAttributes: { p: ['style'], ul: ['style'], ol: ['style'], li: ['style'], a: ['href', 'style', 'class'] },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowProtocolRelative: false,
    transformTags: {
      b: 'strong',
      i: 'em',
      p: styled('p', BELOW),
      ul: styled('ul', `${BELOW};padding:0 0 0 22px`),
      ol: styled('ol', `${BELOW};padding:0 0 0 22px`),
      li: styled('li', 'margin:0 0 6px'),
      a: (tagName, { href }) => ({
        tagName,
        attribs: {
          ...(href !== undefined && { href }),
          class: toned(setting, 'l'),
          style: `color:${ground.link};text-decoration:underline`,
        },
      }),
    },
  });
  // the room below is the block's own
  const last = clean.lastIndexOf(BELOW);
  return last === -1 ? clean : `${clean.slice(0, last)}margin:0${clean.slice(last + BELOW.length)}`;
}

const styled = (tagName: string, style: string) => () => ({ tagName, attribs: { style } });

/** As somebody reads it without markup: paragraphs apart, lists with dashes, links with their address behind them. */
export function richTextAsPlain(html: string): string {
  const kept = sanitizeHtml(html, {
    allowedTags: [...TAGS, 'b', 'i'],
    allowedAttributes: { a: ['href'] },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  });
  const marked = kept
    .replace(/\s+/g, ' ')
    .replace(/<a href="([^"]*)">(.*?)<\/a>/g, (_, href: string, text: string) =>
      text.replace(/<[^>]*>/g, '').trim() === href ? `\uE003${href}\uE004` : `${text} (\uE003${href}\uE004)`,
    )
    .replace(/<br\s*\/?>/g, '\n')
    .replace(/<li>/g, '\n- ')
    .replace(/<\/(p|ul|ol)>/g, '\n\n')
    .replace(/<[^>]*>/g, '');
  return marked
    .split('\n')
    .map((each) => each.trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
