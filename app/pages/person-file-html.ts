import type { PersonFile } from '../shop/privacy/gather-person.server.ts';
import type { PersonRows } from './person-file.ts';

/**
 * The file of a data request as a page that a person can read and print: nothing in it runs, and nothing is fetched.
 * @param sizes how many rows the parts have, by what they are
 */
export async function* personFileHtml(
  { shop, gatheredAt, about, data }: PersonFile,
  sizes: ReadonlyMap<string, number>,
  parts: AsyncIterable<PersonRows>,
): AsyncGenerator<string> {
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Personal data kept by ${escape(shop)}</title>
<style>
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; font: 16px/1.5 system-ui, sans-serif; color: #22262b; }
table { width: 100%; margin: 0 0 1rem; border-collapse: collapse; }
th, td { padding: .3rem .6rem; border: 1px solid #c8c5be; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { width: 14rem; background: #f5f2ec; font-weight: 600; }
</style>
</head>
<body>
<h1>Personal data kept by ${escape(shop)}</h1>
<p>About ${escape([about.email, about.customer && `customer ${about.customer}`].filter(Boolean).join(', '))}, gathered on ${escape(instant(gatheredAt))}.</p>
`;
  for (const [name, rows] of Object.entries(data)) {
    if (rows.length > 0) yield `${heading(name, rows.length)}${rows.map(row).join('\n')}\n`;
  }
  let open = '';
  for await (const { name, rows } of parts) {
    yield `${name === open ? '' : heading(name, sizes.get(name) ?? rows.length)}${rows.map(row).join('\n')}\n`;
    open = name;
  }
  yield '</body>\n</html>\n';
}

const heading = (name: string, count: number) => `<h2>${escape(titleOf(name))} (${count})</h2>\n`;

function row(value: unknown): string {
  const cells = Object.entries(value as Record<string, unknown>)
    .filter(([key, cell]) => key !== 'shop' && cell !== null && cell !== '' && cell !== '[]' && cell !== '{}')
    .map(([key, cell]) => `<tr><th>${escape(titleOf(key))}</th><td>${escape(textOf(key, cell))}</td></tr>`);
  return `<table>${cells.join('')}</table>`;
}

const titleOf = (name: string) =>
  name
    .replaceAll('_', ' ')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();

const textOf = (key: string, value: unknown) =>
  /(^|_)at$/.test(key) && typeof value === 'number' ? instant(value) : String(value);

const instant = (at: number) => new Date(at).toISOString().replace('T', ' ').slice(0, 19).concat(' UTC');

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escape = (text: string) => text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
