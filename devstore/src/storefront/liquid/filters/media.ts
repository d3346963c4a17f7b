import type { Liquid } from 'liquidjs';
import { pageOf } from '../../page-context.ts';
import { escapeHtml } from '../escape-html.ts';
import type { FilterCall } from '../filter-call.ts';
import { htmlAttributes, namedArguments } from '../named-arguments.ts';

interface ImageLike {
  src: string;
  alt?: string;
  width?: number;
  height?: number;
}

/** Pictures and files. Pictures are drawn as SVG, so a width only tells the browser how large to show them. */
export function registerMediaFilters(engine: Liquid, assetUrl: (file: string) => string): void {
  engine.registerFilter('asset_url', (file: unknown) => assetUrl(String(file)));
  engine.registerFilter(
    'stylesheet_tag',
    (url: unknown) => `<link href="${escapeHtml(String(url))}" rel="stylesheet" type="text/css" media="all">`,
  );
  engine.registerFilter('script_tag', (url: unknown) => `<script src="${escapeHtml(String(url))}"></script>`);
  engine.registerFilter(
    'preload_tag',
    (url: unknown, ...rest: unknown[]) =>
      `<link rel="preload" href="${escapeHtml(String(url))}"${htmlAttributes(namedArguments(rest), escapeHtml)}>`,
  );
  engine.registerFilter('image_url', (value: unknown, ...rest: unknown[]) => imageUrl(value, namedArguments(rest)));
  engine.registerFilter('img_url', (value: unknown, size: unknown) => {
    const width = /^(\d+)x/.exec(typeof size === 'string' ? size : '')?.[1];
    return imageUrl(value, width ? { width } : {});
  });
  engine.registerFilter('image_tag', imageTag);
  engine.registerFilter(
    'link_to',
    (text: unknown, url: unknown, ...rest: unknown[]) =>
      `<a href="${escapeHtml(String(url))}"${htmlAttributes(namedArguments(rest), escapeHtml)}>${String(text)}</a>`,
  );
  engine.registerFilter('within', (url: unknown) => String(url));
  engine.registerFilter(
    'placeholder_svg_tag',
    (_: unknown, name: unknown) =>
      `<svg class="${escapeHtml(String(name ?? ''))}" viewBox="0 0 10 10" role="img" aria-hidden="true"><rect width="10" height="10" fill="currentColor" opacity=".1"/></svg>`,
  );
  engine.registerFilter('time_tag', function (this: FilterCall, value: unknown) {
    const date = new Date(String(value));
    const zone = pageOf(this.context).store.shop.zone;
    const text = new Intl.DateTimeFormat(pageOf(this.context).visitor.locale, {
      dateStyle: 'long',
      timeZone: zone,
    }).format(date);
    return `<time datetime="${date.toISOString()}">${text}</time>`;
  });
}

/** Remembers the natural size, which `image_tag` writes as attributes so that nothing shifts. */
const sizes = new Map<string, { width: number; height: number; alt: string }>();

function imageOf(value: unknown): ImageLike | undefined {
  if (typeof value === 'string') return value ? { src: value } : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  if ('src' in value && typeof value.src === 'string') return value as ImageLike;
  if ('featured_image' in value) return imageOf(value.featured_image);
  if ('image' in value) return imageOf(value.image);
  return undefined;
}

function imageUrl(value: unknown, wanted: Record<string, unknown>): string {
  const image = imageOf(value);
  if (!image) throw new Error('invalid url input');
  const query = new URLSearchParams();
  for (const name of ['width', 'height', 'crop', 'format']) if (wanted[name]) query.set(name, String(wanted[name]));
  const url = query.size ? `${image.src}?${query.toString()}` : image.src;
  const ratio = image.width && image.height ? image.width / image.height : 1;
  const width = Number(wanted['width'] ?? (wanted['height'] ? Number(wanted['height']) * ratio : (image.width ?? 0)));
  if (sizes.size > 10_000) sizes.clear();
  if (width) sizes.set(url, { width: Math.round(width), height: Math.round(width / ratio), alt: image.alt ?? '' });
  return url;
}

function imageTag(value: unknown, ...rest: unknown[]): string {
  const url = String(value);
  const size = sizes.get(url);
  const given = namedArguments(rest);
  delete given['widths'];
  delete given['preload'];
  return `<img${htmlAttributes({ src: url, alt: size?.alt ?? '', width: size?.width, height: size?.height, ...given }, escapeHtml)}>`;
}
