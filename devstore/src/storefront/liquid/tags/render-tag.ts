import {
  evalToken,
  RenderTag,
  Tag,
  type Context,
  type Emitter,
  type Liquid,
  type Parser,
  type TagToken,
  type TopLevelToken,
  type ValueToken,
} from 'liquidjs';

/** An app's block as a section sees it: a thing that can be rendered. */
export interface RenderableBlock {
  type: string;
  renderBlock(): Promise<string>;
}

function isRenderable(value: unknown): value is RenderableBlock {
  return (
    typeof value === 'object' && value !== null && 'renderBlock' in value && typeof value.renderBlock === 'function'
  );
}

/** `{% render block %}` renders an app block; `{% render 'snippet' %}` is liquidjs's own. */
export class ThemeRenderTag extends Tag {
  private readonly block: ValueToken | undefined;
  private readonly snippet: RenderTag | undefined;

  constructor(token: TagToken, rest: TopLevelToken[], engine: Liquid, parser: Parser) {
    super(token, rest, engine);
    if (/^['"]/.test(token.args.trim())) this.snippet = new RenderTag(token, rest, engine, parser);
    else this.block = this.tokenizer.readValue();
  }

  override *render(context: Context, emitter: Emitter): Generator<unknown, string, never> {
    if (this.snippet) {
      yield this.snippet.render(context, emitter);
      return '';
    }
    const value: unknown = this.block ? yield evalToken(this.block, context) : undefined;
    if (!isRenderable(value)) throw new Error('render expects the name of a snippet or an app block');
    return yield value.renderBlock();
  }
}
