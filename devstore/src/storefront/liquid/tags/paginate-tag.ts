import {
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
import { blockContent } from './asset-tags.ts';

/** `{% paginate collection.products by 24 %}`: inside, the named list is only the page asked for with `?page=`. */
export class PaginateTag extends Tag {
  private readonly path: string[];
  private readonly size: ValueToken | undefined;
  private readonly templates: Template[];

  constructor(token: TagToken, rest: TopLevelToken[], engine: Liquid, parser: Parser) {
    super(token, rest, engine);
    const list = this.tokenizer.readValue();
    this.path = list ? list.getText().split('.') : [];
    if (this.tokenizer.readIdentifier().content !== 'by') throw new Error('paginate: expected "by"');
    this.size = this.tokenizer.readValue();
    this.templates = blockContent('paginate', rest, parser);
  }

  override *render(context: Context): Generator<unknown, string, never> {
    const size = Number(this.size ? yield evalToken(this.size, context) : 24);
    const list: unknown = context.getSync(this.path);
    const all: unknown[] = Array.isArray(list) ? list : [];
    const { url } = pageOf(context).visitor;
    const pages = Math.max(1, Math.ceil(all.length / size));
    const current = Math.min(pages, Math.max(1, Number(url.searchParams.get('page') ?? 1) || 1));
    const slice = all.slice((current - 1) * size, current * size);
    const [root = '', ...rest] = this.path;
    const link = (page: number): { title: string; url: string; is_link: boolean } => {
      const query = new URLSearchParams(url.searchParams);
      query.set('page', String(page));
      return { title: String(page), url: `${url.pathname}?${query.toString()}`, is_link: page !== current };
    };
    context.push({
      [root]: rest.length ? replaced(context.getSync([root]), rest, slice) : slice,
      paginate: {
        current_page: current,
        page_size: size,
        pages,
        items: all.length,
        current_offset: (current - 1) * size,
        previous: current > 1 ? { ...link(current - 1), title: '←' } : null,
        next: current < pages ? { ...link(current + 1), title: '→' } : null,
        parts: Array.from({ length: pages }, (_, index) => link(index + 1)),
      },
    });
    const text: string = yield this.liquid.renderer.renderTemplates(this.templates, context);
    context.pop();
    return text;
  }
}

/** A copy of the object, its lazy fields left lazy, in which one list is replaced. */
function replaced(object: unknown, path: string[], value: unknown): unknown {
  const [name = '', ...rest] = path;
  const copy = Object.defineProperties({}, Object.getOwnPropertyDescriptors(Object(object)));
  const inner = rest.length ? replaced(Reflect.get(copy, name), rest, value) : value;
  return Object.defineProperty(copy, name, { value: inner, enumerable: true, configurable: true });
}
