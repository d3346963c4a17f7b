import { Tag, type Liquid, type TagToken, type TopLevelToken } from 'liquidjs';

/** A tag whose content is not rendered where it stands: `schema`, `doc`. */
export function hiddenTag(name: string): new (token: TagToken, rest: TopLevelToken[], engine: Liquid) => Tag {
  return class extends Tag {
    constructor(token: TagToken, rest: TopLevelToken[], engine: Liquid) {
      super(token, rest, engine);
      rawContent(name, rest);
    }
    override render(): void {
      // What a schema says was read from the file itself.
    }
  };
}

/** Takes the tokens up to `end{name}` and gives their text back unparsed. */
export function rawContent(name: string, rest: TopLevelToken[]): string {
  let text = '';
  for (let token = rest.shift(); token; token = rest.shift()) {
    if ('name' in token && token.name === `end${name}`) return text;
    text += token.getText();
  }
  throw new Error(`tag {% ${name} %} not closed`);
}
