import {
  Tag,
  type Context,
  type Liquid,
  type Parser,
  type TagToken,
  type Template,
  type TopLevelToken,
} from 'liquidjs';
import { pageOf } from '../../page-context.ts';
import { rawContent } from './hidden-tag.ts';

/** `{% stylesheet %}` and `{% javascript %}`: bundled once into the page's head, however often the file is rendered. */
export function bundledTag(name: 'stylesheet' | 'javascript') {
  return class extends Tag {
    private readonly text: string;
    constructor(token: TagToken, rest: TopLevelToken[], engine: Liquid) {
      super(token, rest, engine);
      this.text = rawContent(name, rest);
    }
    override render(context: Context): void {
      const page = pageOf(context);
      const bundle = name === 'stylesheet' ? page.inlineStyles : page.inlineScripts;
      if (!bundle.includes(this.text)) bundle.push(this.text);
    }
  };
}

/** `{% style %}`: a style element in place, in which Liquid works. */
export class StyleTag extends Tag {
  private readonly templates: Template[];
  constructor(token: TagToken, rest: TopLevelToken[], engine: Liquid, parser: Parser) {
    super(token, rest, engine);
    this.templates = blockContent('style', rest, parser);
  }
  override *render(context: Context): Generator<unknown, string, string> {
    const text = yield this.liquid.renderer.renderTemplates(this.templates, context);
    return `<style data-shopify>${text}</style>`;
  }
}

export function blockContent(name: string, rest: TopLevelToken[], parser: Parser): Template[] {
  const templates: Template[] = [];
  for (let token = rest.shift(); token; token = rest.shift()) {
    if ('name' in token && token.name === `end${name}`) return templates;
    templates.push(parser.parseToken(token, rest));
  }
  throw new Error(`tag {% ${name} %} not closed`);
}
