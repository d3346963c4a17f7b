import { evalToken, Tag, type Context, type Liquid, type TagToken, type TopLevelToken, type ValueToken } from 'liquidjs';
import { pageOf } from '../../page-context.ts';

/** `{% section 'header' %}`: a section that stands in the layout itself. */
export class SectionTag extends Tag {
  private readonly name: ValueToken | undefined;

  constructor(token: TagToken, rest: TopLevelToken[], engine: Liquid) {
    super(token, rest, engine);
    this.name = this.tokenizer.readValue();
  }

  override *render(context: Context): Generator<unknown, string, never> {
    const name: string = this.name ? yield evalToken(this.name, context) : '';
    return yield pageOf(context).section(name);
  }
}
