/** In English, for the command line; the admin has words of its own for each code, `imports.reason.<code>`. */
const WORDS = {
  not_an_amount: ({ column, value }) => `${column}: "${value}" is not an amount such as 1234.56`,
  not_an_address: ({ column, value }) => `${column}: "${value}" is not an e-mail address`,
  not_a_currency: ({ value }) => `currency: "${value}" is not a currency such as EUR`,
  not_an_instant: ({ column, value }) => `${column}: "${value}" is not an instant such as 2026-01-31 10:20:30 +0100`,
  not_a_day: ({ column, value }) => `${column}: "${value}" is not a day such as 2026-01-31`,
  not_pieces: ({ column, value }) => `${column}: "${value}" is not a number of pieces`,
  no_order_name: () => 'Name: the row does not say which order it belongs to',
  order_refused: ({ value }) => `its order ${value} could not be read`,
  order_elsewhere: ({ value }) => `a line of order ${value}, whose first row does not stand above it`,
  order_repeated: ({ value }) => `order ${value} is also on the line before: one line for one order`,
  nobody: () => 'nobody is named: the row has neither an e-mail address nor a customer id',
  quote_open: () => 'a quote is opened and never closed',
  quote_stray: () => 'a quote stands where none may be; inside a quoted value it is written twice',
} as const satisfies Record<string, (about: Required<About>) => string>;

/** What is wrong with a line. */
export type LineFault = keyof typeof WORDS;
export const LINE_FAULTS = Object.keys(WORDS) as LineFault[];

interface About {
  /** heading of the column */
  column?: string;
  /** what stands there */
  value?: string;
}

export type LineReason = About & { code: LineFault };

/** A line of an imported file that cannot be an order, or part of one. */
export class BadLine extends Error {
  override name = 'BadLine';
  readonly reason: LineReason;

  constructor(code: LineFault, about: About = {}) {
    const reason = { ...about, code };
    super(wordsOf(reason));
    this.reason = reason;
  }
}

/** A stored reason in English. */
export const storedInWords = (reason: string): string => wordsOf(JSON.parse(reason) as LineReason);

export function wordsOf({ code, column = '', value = '' }: LineReason): string {
  return WORDS[code]({ column, value });
}
