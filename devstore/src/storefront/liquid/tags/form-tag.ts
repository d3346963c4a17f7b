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
  create_customer: '/account',
  customer: '/contact#contact_form',
  customer_address: '/account/addresses',
  customer_login: '/account/login',
  localization: '/localization',
  recover_customer_password: '/account/recover',
  reset_customer_password: '',
};

/** `{% form 'product', product, class: '…' %}`: https://shopify.dev/docs/api/liquid/tags/form */
export class FormTag extends Tag {
  private readonly kind: ValueToken | undefined;
  private readonly subject: ValueToken | undefined;
  private readonly attributes: Hash;
  private readonly templates: Template[];

  constructor(token: TagToken, rest: TopLevelToken[], engine: Liquid, parser: Parser) {
    super(token, rest, engine);
    this.kind = this.tokenizer.readValue();
    this.subject = this.readSubject();
    this.attributes = new Hash(this.tokenizer);
    this.templates = blockContent('form', rest, parser);
  }

  /** The second argument is an object (`product`) unless it is already the first named one (`class: …`). */
  private readSubject(): ValueToken | undefined {
    const start = this.tokenizer.p;
    this.tokenizer.skipBlank();
    if (this.tokenizer.peek() === ',') this.tokenizer.advance();
    const value = this.tokenizer.readValue();
    this.tokenizer.skipBlank();
    if (value && this.tokenizer.peek() !== ':') return value;
    this.tokenizer.p = start;
    return undefined;
  }

  override *render(context: Context): Generator<unknown, string, never> {
    const kind: string = this.kind ? yield evalToken(this.kind, context) : '';
    const action = actions[kind];
    if (action === undefined) throw new Error(`form type "${kind}" is not simulated`);
    const attributes: Record<string, unknown> = yield this.attributes.render(context);
    const returnTo = attributes['return_to'];
    delete attributes['return_to'];
    const subject: unknown = this.subject ? yield evalToken(this.subject, context) : undefined;
    const { root, visitor } = pageOf(context);
    // a page may hold two forms: what went wrong in the newsletter's is not the other's fault
    const [failed, done] = kind === 'customer' ? ['contact_error', 'customer_posted'] : ['error', 'posted'];
    const errors = visitor.url.searchParams.get(failed);
    const form = {
      ...(kind === 'customer_address' && isAddress(subject) ? subject : {}),
      errors: errors ? [errors] : null,
      'posted_successfully?': visitor.url.searchParams.has(done),
    };
    context.push({ form });
    const content: string = yield this.liquid.renderer.renderTemplates(this.templates, context);
    context.pop();
    const hidden = { form_type: kind, utf8: '✓', ...(returnTo ? { return_to: returnTo } : {}) };
    const fields = Object.entries(hidden).map(
      ([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(String(value))}">`,
    );
    const target = kind === 'reset_customer_password' ? visitor.path : action;
    const id = kind === 'customer_address' && isAddress(subject) ? `/${subject.id}` : '';
    return `<form method="post" action="${escapeHtml(root + target + id)}" accept-charset="UTF-8"${htmlAttributes(attributes, escapeHtml)}>${fields.join('')}${content}</form>`;
  }
}

function isAddress(value: unknown): value is { id: number } {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'number';
}
