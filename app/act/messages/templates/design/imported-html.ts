import sanitizeHtml from 'sanitize-html';

const TAGS = (
  'table thead tbody tfoot tr td th caption colgroup col div span p br hr center h1 h2 h3 h4 h5 h6 ul ol li blockquote ' +
  'a img strong b em i u s small sup sub font pre code'
).split(' ');
const EVERYWHERE = [
  'style',
  'class',
  'id',
  'align',
  'valign',
  'width',
  'height',
  'bgcolor',
  'role',
  'dir',
  'lang',
  'title',
];

interface Imported {
  body: string;
  css: string;
  title: string;
}

/** Takes a whole mail apart: what it shows, its styles, its title. Scripts, forms, frames and hidden addresses go. */
export function cleanImported(html: string): Imported {
  const title = /<title[^>]*>([\s\S]*?)<\/title>/i.exec(html)?.[1]?.trim() ?? '';
  const css = [...html.matchAll(/<style\b[^>]*>([\s\S]*?)<\/style>/gi)].map(([, styles = '']) => styles).join('\n');
  const body = sanitizeHtml(html, {
    allowedTags: TAGS,
    // what stands in these is not for readers
    nonTextTags: ['style', 'script', 'textarea', 'option', 'noscript', 'title', 'head', 'template', 'svg', 'math'],
    allowedAttributes: {
      '*': EVERYWHERE,
      a: ['href', 'name', 'target'],
      img: ['src', 'alt', 'border'],
      table: ['cellpadding', 'cellspacing', 'border'],
      td: ['colspan', 'rowspan'],
      th: ['colspan', 'rowspan', 'scope'],
      font: ['color', 'face', 'size'],
      ol: ['start', 'type'],
      col: ['span'],
    },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['http', 'https'] },
    allowProtocolRelative: false,
    transformTags: { '*': (tagName, attribs) => ({ tagName, attribs: withSoundStyle(attribs) }) },
  });
  return { body: body.trim(), css: soundCss(css), title };
}

/** What reaches out of the mail, or ran code in old programs. */
const HOSTILE = /expression\s*\(|javascript:|vbscript:|behavior\s*:|-moz-binding|@import|@charset|<|\\/i;

function withSoundStyle(attribs: Record<string, string>): Record<string, string> {
  const { style, ...rest } = attribs;
  return style === undefined || HOSTILE.test(style) ? rest : attribs;
}

function soundCss(css: string): string {
  const bare = css
    .replace(/<!--|-->|<!\[CDATA\[|\]\]>/g, '')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/@(import|charset)[^;]*;?/gi, '');
  return HOSTILE.test(bare) ? '' : bare.trim();
}
