import { randomUUID } from 'node:crypto';
import type { Devstore } from '../devstore.ts';
import { contentForHeader, type PixelEvent } from './content-for-header.ts';
import type { Extension } from './extension/extension.ts';
import { renderAppBlock } from './extension/render-block.ts';
import { liquidError } from './liquid/liquid-error.ts';
import { globalObjects } from './objects/global-objects.ts';
import { pageScope, type PageContext, type Visitor } from './page-context.ts';
import { settingsOf } from './theme/block-schema.ts';
import { createThemeSettings, parseAppBlock } from './theme/theme-settings.ts';
import type { PlacedSection, Theme } from './theme/theme.ts';

export interface Page {
  /** `product`, `customers/login`: a file of `templates/`. Without one, `content` is the page. */
  template: string;
  title: string;
  description?: string;
  /** The objects of this page: `product`, `collection`. */
  objects?: Record<string, unknown>;
  /** What the page tells the web pixels beside `page_viewed`. */
  events?: PixelEvent[];
  /** Liquid to stand as the page instead of a template (an app proxy's answer). */
  content?: string;
}

export interface PageTools {
  devstore: Devstore;
  theme: Theme;
  extension: Extension;
}

export async function renderPage(tools: PageTools, visitor: Visitor, page: Page): Promise<string> {
  const { context, objects } = prepare(tools, visitor, page);
  const content =
    page.content === undefined
      ? await renderTemplate(tools, context, objects, page.template)
      : await renderText(tools, objects, page.content);
  const embeds = await renderEmbeds(tools, context, objects);
  const layout = tools.theme.layout(layoutOf(tools.theme, page.template));
  // What the head needs is known only when all blocks have been rendered.
  const head = `<!--content_for_header ${randomUUID()}-->`;
  const globals = pageScope(context, objects, { content_for_header: head, content_for_layout: content });
  const html = await tools.theme.liquid.engine.render(layout, {}, { globals }).then(String, liquidError);
  return html
    .replace(head, () => contentForHeader(tools.devstore, context, page.events ?? []))
    .replace('</body>', () => `${embeds}</body>`);
}

/**
 * One section of a page alone, as scripts of a theme ask for it (`?section_id=`), or undefined if there is none.
 * https://shopify.dev/docs/api/ajax/section-rendering
 */
export async function renderOneSection(
  tools: PageTools,
  visitor: Visitor,
  page: Page,
  id: string,
): Promise<string | undefined> {
  const placed = tools.theme.template(page.template)?.sections[id] ?? { type: id };
  if (!tools.theme.section(placed.type)) return undefined;
  const { context, objects } = prepare(tools, visitor, page);
  return renderSection(tools, context, objects, id, placed);
}

function prepare(tools: PageTools, visitor: Visitor, page: Page) {
  const context = createPageContext(tools, visitor, () => objects);
  const details = { template: page.template, title: page.title, description: page.description ?? '' };
  const objects = pageScope(context, globalObjects(context, details), page.objects ?? {});
  return { context, objects };
}

function layoutOf(theme: Theme, template: string): string {
  const layout = theme.template(template)?.layout;
  return typeof layout === 'string' ? layout : 'theme';
}

function createPageContext(tools: PageTools, visitor: Visitor, objects: () => Record<string, unknown>): PageContext {
  const context: PageContext = {
    store: tools.devstore.store,
    now: tools.devstore.clock.now(),
    visitor,
    root: visitor.root,
    scripts: new Set(),
    styles: new Set(),
    inlineStyles: [],
    inlineScripts: [],
    section: (name) => renderSection(tools, context, objects(), name, { type: name }),
  };
  return context;
}

async function renderTemplate(
  tools: PageTools,
  context: PageContext,
  objects: Record<string, unknown>,
  name: string,
): Promise<string> {
  const template = tools.theme.template(name);
  if (!template) return liquidError(`The theme has no templates/${name}.json`);
  const parts: string[] = [];
  for (const id of template.order) {
    const placed = template.sections[id];
    if (placed && !placed.disabled) parts.push(await renderSection(tools, context, objects, id, placed));
  }
  return parts.join('\n');
}

async function renderText(tools: PageTools, objects: Record<string, unknown>, text: string): Promise<string> {
  const { engine } = tools.theme.liquid;
  return Promise.resolve()
    .then(() => engine.parseAndRender(text, {}, { globals: objects }))
    .then(String, liquidError);
}

async function renderSection(
  tools: PageTools,
  context: PageContext,
  objects: Record<string, unknown>,
  id: string,
  placed: PlacedSection,
): Promise<string> {
  const file = tools.theme.section(placed.type);
  if (!file) return liquidError(`The theme has no sections/${placed.type}.liquid`);
  const section: Record<string, unknown> = {
    id,
    type: placed.type,
    settings: settingsOf(file.schema, placed.settings),
  };
  section['blocks'] = (placed.block_order ?? []).flatMap((blockId) => {
    const block = placed.blocks?.[blockId];
    if (!block || block.disabled) return [];
    const named = parseAppBlock(block.type);
    if (!named) return [{ id: blockId, type: block.type, settings: block.settings ?? {}, shopify_attributes: '' }];
    const appBlock = tools.extension.block(named.block);
    // An uninstalled app's block leaves nothing behind.
    if (!appBlock || !tools.devstore.store.app.installation().installed) return [];
    const renderBlock = (): Promise<string> =>
      renderAppBlock({
        extension: tools.extension,
        block: appBlock,
        id: `${id}__${blockId}`,
        placed: block,
        page: context,
        objects,
        section,
      });
    return [{ id: blockId, type: '@app', settings: {}, shopify_attributes: '', renderBlock }];
  });
  const globals = pageScope(context, objects, { section });
  const inner = await tools.theme.liquid.engine.render(file.templates, {}, { globals }).then(String, liquidError);
  const tag = file.schema.tag ?? 'div';
  return `<${tag} id="shopify-section-${id}" class="${['shopify-section', file.schema.class].filter(Boolean).join(' ')}">${inner}</${tag}>`;
}

async function renderEmbeds(tools: PageTools, context: PageContext, objects: Record<string, unknown>): Promise<string> {
  if (!tools.devstore.store.app.installation().installed) return '';
  const parts: string[] = [];
  for (const embed of createThemeSettings(tools.devstore.config).embeds()) {
    const block = tools.extension.block(embed.block);
    if (!block) continue;
    const placed = { type: '@app', settings: embed.settings, disabled: embed.disabled };
    parts.push(
      await renderAppBlock({
        extension: tools.extension,
        block,
        id: embed.id,
        placed,
        page: context,
        objects,
        section: null,
      }),
    );
  }
  return parts.join('\n');
}
