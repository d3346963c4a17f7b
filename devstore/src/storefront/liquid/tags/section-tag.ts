import {
  evalToken,
  Tag,
  type Context,
  type Liquid,
  type TagToken,
  type TopLevelToken,
  type ValueToken,
} from 'liquidjs';
import { pageOf } from '../../page-context.ts';

/** `{% section 'header' %}`: a section that stands in the layout itself. */
export class SectionTag extends Tag {
  private readonly file: ValueToken | undefined;

  constructor(token: TagToken, rest: TopLevelToken[], engine: Liquid) {
    super(token, rest, engine);
    this.file = this.tokenizer.readValue();
  }

  override *render(context: Context): Generator<unknown, string, never> {
    const name: string = this.file ? yield evalToken(this.file, context) : '';
    return yield pageOf(context).section(name);
  }
}
