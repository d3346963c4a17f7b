import { Liquid } from 'liquidjs';
import type { LiquidSet } from '../page-context.ts';
import type { Translations } from '../theme/translations.ts';
import { registerMediaFilters } from './filters/media.ts';
import { registerMoneyFilters } from './filters/money.ts';
import { registerTextFilters } from './filters/text.ts';
import { bundledTag, StyleTag } from './tags/asset-tags.ts';
import { FormTag } from './tags/form-tag.ts';
import { hiddenTag } from './tags/hidden-tag.ts';
import { PaginateTag } from './tags/paginate-tag.ts';
import { ThemeRenderTag } from './tags/render-tag.ts';
import { SectionTag } from './tags/section-tag.ts';

/**
 * Shopify's dialect of Liquid. What is not simulated is an error where it stands, so that a block which
 * works here has used nothing that Shopify would have to know and we do not.
 */
export function createEngine(options: {
  snippets: string;
  translations: Translations;
  assetUrl(file: string): string;
}): LiquidSet {
  const engine = new Liquid({
    root: [options.snippets],
    partials: [options.snippets],
    extname: '.liquid',
    cache: true,
    strictFilters: true,
    ownPropertyOnly: true,
    dynamicPartials: true,
    relativeReference: false,
  });
  registerMoneyFilters(engine);
  registerTextFilters(engine, options.translations);
  registerMediaFilters(engine, options.assetUrl);
  engine.registerTag('schema', hiddenTag('schema'));
  engine.registerTag('doc', hiddenTag('doc'));
  engine.registerTag('stylesheet', bundledTag('stylesheet'));
  engine.registerTag('javascript', bundledTag('javascript'));
  engine.registerTag('style', StyleTag);
  engine.registerTag('form', FormTag);
  engine.registerTag('paginate', PaginateTag);
  engine.registerTag('render', ThemeRenderTag);
  engine.registerTag('section', SectionTag);
  return { engine, translations: options.translations, assetUrl: options.assetUrl };
}
