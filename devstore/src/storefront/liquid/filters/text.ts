import type { Liquid } from 'liquidjs';
import { pageOf } from '../../page-context.ts';
import type { Translations } from '../../theme/translations.ts';
import { escapeHtml } from '../escape-html.ts';
import type { FilterCall } from '../filter-call.ts';
import { namedArguments } from '../named-arguments.ts';

/** Translation, JSON, handles and the like. */
export function registerTextFilters(engine: Liquid, translations: Translations): void {
  const translate = function (this: FilterCall, key: unknown, ...rest: unknown[]): string {
    const values = namedArguments(rest);
    const name = String(key);
    const count = values['count'] === undefined ? undefined : Number(values['count']);
    const text = translations.find(pageOf(this.context).visitor.locale, name, count);
    if (text === undefined) return `Translation missing: ${pageOf(this.context).visitor.locale}.${name}`;
    // Shopify escapes what is put in, unless the key says that it takes HTML.
    const isHtml = /(_html|\.html)$/.test(name);
    return text.replace(/\{\{\s*([\w.]+)\s*\}\}/g, (_, field: string) => {
      const value = values[field];
      return value === undefined || value === null ? '' : isHtml ? String(value) : escapeHtml(String(value));
    });
  };
  engine.registerFilter('t', translate);
  engine.registerFilter('translate', translate);
  engine.registerFilter('json', (value: unknown) => JSON.stringify(value ?? null).replaceAll('<', '\\u003c'));
  engine.registerFilter('handleize', (value: unknown) => handleize(String(value ?? '')));
  engine.registerFilter('handle', (value: unknown) => handleize(String(value ?? '')));
  engine.registerFilter('pluralize', (count: unknown, one: string, many: string) => (Number(count) === 1 ? one : many));
  engine.registerFilter('url_encode', (value: unknown) =>
    encodeURIComponent(String(value ?? '')).replaceAll('%20', '+'),
  );
  engine.registerFilter('url_escape', (value: unknown) => encodeURI(String(value ?? '')));
  engine.registerFilter('camelize', (value: unknown) =>
    handleize(String(value ?? '')).replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase()),
  );
}

function handleize(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
