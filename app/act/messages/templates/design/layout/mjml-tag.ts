import { escapeHtml } from '../escape-html.ts';

/** Attributes that are undefined are left out; the others are escaped. */
export function mjmlTag(name: string, attributes: Readonly<Record<string, string | undefined>>, content = ''): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : ` ${key}="${escapeHtml(value)}"`,
  );
  return `<${name}${written.join('')}>${content}</${name}>`;
}
