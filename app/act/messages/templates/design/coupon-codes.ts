import { type Block, documentSchema } from './document.ts';

/** The codes that a stored document gives away, in capitals; one that Liquid makes for each contact is not among them. */
export function couponCodes(stored: string): ReadonlySet<string> {
  const read = documentSchema.safeParse(JSON.parse(stored));
  return new Set(read.success ? read.data.blocks.flatMap(codesOf) : []);
}

function codesOf(block: Block): string[] {
  if (block.kind === 'columns') return block.columns.flat().flatMap(codesOf);
  const code = block.kind === 'coupon' ? block.code.trim() : '';
  return code === '' || /\{[{%]/.test(code) ? [] : [code.toUpperCase()];
}
