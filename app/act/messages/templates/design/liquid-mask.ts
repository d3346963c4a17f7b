const LIQUID = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g;
/** of the private use area: no text has them once they have been taken out */
const OPEN = '\uE000';
const CLOSE = '\uE001';
const RESERVED = /[\uE000\uE001]/g;
const MASKED = /\uE000(\d+)\uE001/g;

/**
 * Hides Liquid from what reads markup. MJML, its styles and the sanitiser would stumble over a quotation mark or a `<`
 * in it; hidden, it goes through them as one word, in texts and in attributes alike.
 */
export class LiquidMask {
  readonly #hidden: string[] = [];

  /** a text of a merchant with its Liquid hidden */
  hide(text: string): string {
    return text.replace(RESERVED, '').replace(LIQUID, (liquid) => this.put(liquid));
  }

  /** hides Liquid of ours */
  put(liquid: string): string {
    return `${OPEN}${this.#hidden.push(liquid) - 1}${CLOSE}`;
  }

  show(text: string): string {
    return text.replace(MASKED, (_, index: string) => this.#hidden[Number(index)] ?? '');
  }
}

/** The parts of a text that are not Liquid, and those that are. */
export function liquidOf(text: string): string[] {
  return text.match(LIQUID) ?? [];
}

/** @param change is given each piece of Liquid with its braces */
export function replaceLiquid(text: string, change: (liquid: string) => string): string {
  return text.replace(LIQUID, change);
}
