/**
 * The language of customer segments, as far as it goes here: filters with operators, AND, OR, NOT and parentheses.
 * https://shopify.dev/docs/api/shopifyql/segment-query-language-reference
 */
export type Comparison = '=' | '!=' | '>' | '>=' | '<' | '<=';
export type Value =
  { kind: 'text'; text: string } | { kind: 'number'; number: number } | { kind: 'date'; text: string };

export type SegmentExpression =
  | { is: 'and' | 'or'; parts: SegmentExpression[] }
  | { is: 'not'; part: SegmentExpression }
  | { is: 'compare'; filter: string; column: number; operator: Comparison; value: Value }
  | { is: 'contains'; filter: string; column: number; value: Value }
  | { is: 'between'; filter: string; column: number; from: Value; to: Value }
  | { is: 'null'; filter: string; column: number };

/** What is wrong with a query, said as Shopify says it beside the editor. */
export class BadSegmentQuery extends Error {
  constructor(column: number, message: string) {
    super(`Line 1 Column ${column}: ${message}`);
    this.name = 'BadSegmentQuery';
  }
}

interface Token {
  text: string;
  column: number;
  kind: 'word' | 'text' | 'number' | 'date' | 'sign';
}

const TOKEN =
  /\s*(?:(?<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(?<date>\d{4}-\d\d-\d\d(?:T[\d:.Z+-]+)?|-\d+[dwmy]\b)|(?<number>-?\d+(?:\.\d+)?)|(?<word>[a-zA-Z_][\w.]*)|(?<sign>!=|>=|<=|[=<>()]))/y;

function tokens(query: string): Token[] {
  const found: Token[] = [];
  TOKEN.lastIndex = 0;
  const end = query.trimEnd().length;
  while (TOKEN.lastIndex < end) {
    const start = TOKEN.lastIndex;
    const match = TOKEN.exec(query);
    const [kind, text] = Object.entries(match?.groups ?? {}).find(([, value]) => value !== undefined) ?? [];
    if (!match || !kind || text === undefined) throw new BadSegmentQuery(start, `unexpected '${query[start] ?? ''}'.`);
    found.push({ kind: kind as Token['kind'], text, column: TOKEN.lastIndex - text.length });
  }
  return found;
}

const KEYWORDS = new Set(['AND', 'OR', 'NOT', 'CONTAINS', 'BETWEEN', 'IS', 'NULL']);
const COMPARISONS: ReadonlySet<string> = new Set(['=', '!=', '>', '>=', '<', '<=']);

/** @throws BadSegmentQuery */
export function parseSegmentQuery(query: string): SegmentExpression {
  const all = tokens(query);
  let at = 0;
  const end = query.length;
  const peek = (word: string): boolean => all[at]?.text.toUpperCase() === word;
  const take = (word: string): boolean => {
    if (!peek(word)) return false;
    at += 1;
    return true;
  };
  const must = (word: string): void => {
    if (!take(word)) throw new BadSegmentQuery(all[at]?.column ?? end, `'${word}' expected.`);
  };

  const value = (): Value => {
    const token = all[at];
    at += 1;
    if (token?.kind === 'text') return { kind: 'text', text: token.text.slice(1, -1).replace(/\\(.)/g, '$1') };
    if (token?.kind === 'number') return { kind: 'number', number: Number(token.text) };
    if (token?.kind === 'date') return { kind: 'date', text: token.text };
    if (token?.kind === 'word' && /^(today|yesterday|true|false)$/i.test(token.text)) {
      const text = token.text.toLowerCase();
      return text === 'today' || text === 'yesterday' ? { kind: 'date', text } : { kind: 'text', text };
    }
    throw new BadSegmentQuery(token?.column ?? end, 'a value is expected.');
  };

  const filter = (): SegmentExpression => {
    const token = all[at];
    if (token?.kind !== 'word' || KEYWORDS.has(token.text.toUpperCase()))
      throw new BadSegmentQuery(token?.column ?? end, 'a filter is expected.');
    at += 1;
    const named = { filter: token.text.toLowerCase(), column: token.column };
    if (take('IS')) {
      const negated = take('NOT');
      must('NULL');
      const isNull = { is: 'null', ...named } as const;
      return negated ? { is: 'not', part: isNull } : isNull;
    }
    if (take('NOT')) {
      must('CONTAINS');
      return { is: 'not', part: { is: 'contains', ...named, value: value() } };
    }
    if (take('CONTAINS')) return { is: 'contains', ...named, value: value() };
    if (take('BETWEEN')) {
      const from = value();
      must('AND');
      return { is: 'between', ...named, from, to: value() };
    }
    const operator = all[at];
    if (operator?.kind !== 'sign' || !COMPARISONS.has(operator.text))
      throw new BadSegmentQuery(operator?.column ?? end, `'${token.text}' needs an operator.`);
    at += 1;
    return { is: 'compare', ...named, operator: operator.text as Comparison, value: value() };
  };

  const factor = (): SegmentExpression => {
    if (take('NOT')) return { is: 'not', part: factor() };
    if (!take('(')) return filter();
    const inside = either();
    must(')');
    return inside;
  };
  const list = (is: 'and' | 'or', word: string, one: () => SegmentExpression) => (): SegmentExpression => {
    const first = one();
    const parts = [first];
    while (take(word)) parts.push(one());
    return parts.length === 1 ? first : { is, parts };
  };
  const both = list('and', 'AND', factor);
  const either = list('or', 'OR', both);

  if (all.length === 0) throw new BadSegmentQuery(0, "the query can't be blank.");
  const expression = either();
  const rest = all[at];
  if (rest) throw new BadSegmentQuery(rest.column, `unexpected '${rest.text}'.`);
  return expression;
}
