import {
  Hash,
  Tag,
  evalToken,
  type Context,
  type Liquid,
  type Parser,
  type TagToken,
  type Template,
  type TopLevelToken,
  type ValueToken,
} from 'liquidjs';
import { pageOf } from '../../page-context.ts';
import { escapeHtml } from '../escape-html.ts';
import { htmlAttributes } from '../named-arguments.ts';
import { blockContent } from './asset-tags.ts';

const actions: Record<string, string> = {
  product: '/cart/add',
  cart: '/cart',
  customer_login: '/account/login',
  customer: '/contact#newsletter',
  localization: '/localization',
};

/** `{% form 'product', product, class: '…' %}`: https://shopify.dev/docs/api/liquid/tags/form */
export class FormTag extends Tag {
  private readonly kind: ValueToken | undefined;
  private readonly attributes: Hash;
  private readonly templates: Template[];

  constructor(token: TagToken, rest: TopLevelToken[], engine: Liquid, parser: Parser) {
    super(token, rest, engine);
    this.kind = this.tokenizer.readValue();
    this.skipSubject();
    this.attributes = new Hash(this.tokenizer);
    this.templates = blockContent('form', rest, parser);
  }

  /** The second argument is an object (`product`) unless it is already the first named one (`class: …`). */
  private skipSubject(): void {
    const start = this.tokenizer.p;
    this.tokenizer.skipBlank();
    if (this.tokenizer.peek() === ',') this.tokenizer.advance();
    const value = this.tokenizer.readValue();
    this.tokenizer.skipBlank();
    if (!value || this.tokenizer.peek() === ':') this.tokenizer.p = start;
  }

  override *render(context: Context): Generator<unknown, string, never> {
    const kind: string = this.kind ? yield evalToken(this.kind, context) : '';
    const action = actions[kind];
    if (!action) throw new Error(`form type "${kind}" is not simulated`);
    const attributes: Record<string, unknown> = yield this.attributes.render(context);
    const returnTo = attributes['return_to'];
    delete attributes['return_to'];
    const errors: unknown = pageOf(context).visitor.url.searchParams.get('error');
    context.push({
      form: {
        errors: errors ? [errors] : null,
        'posted_successfully?': pageOf(context).visitor.url.searchParams.has('posted'),
      },
    });
    const content: string = yield this.liquid.renderer.renderTemplates(this.templates, context);
    context.pop();
    const hidden = { form_type: kind, utf8: '✓', ...(returnTo ? { return_to: returnTo } : {}) };
    const fields = Object.entries(hidden).map(
      ([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(String(value))}">`,
    );
    return `<form method="post" action="${pageOf(context).root}${action}" accept-charset="UTF-8"${htmlAttributes(attributes, escapeHtml)}>${fields.join('')}${content}</form>`;
  }
}
