// Which of two tellings of one entity holds. Pure.
import { createHash } from 'node:crypto';

/** A state of an entity as somebody told it. */
export interface Told {
  /** when the entity came to be so; Shopify tells it to the second */
  updatedAt: number;
  /** when it was told: X-Shopify-Triggered-At, or the instant of reading it. Hearing does not tell: the instant of that */
  toldAt?: number;
  /** of the whole state: what it says in several rows holds or gives way together, and it is computed once */
  digest?: string;
}

/**
 * A text by which tellings sort: the later state, of two of one second the one told later, of two told at once the one
 * whose digest is larger. It is a total order, so two payloads of one second end the same whichever comes first.
 * Digits and a to f only: every collation sorts them alike.
 */
export function versionOf(told: Told, heardAt: number): string {
  const { updatedAt, toldAt = heardAt, digest = digestOf(told) } = told;
  return `${sortable(updatedAt)}.${sortable(toldAt)}.${digest}`;
}

/** @param isFinal it can never again be what it was before: of two states told at once, this is the later one */
export function digested<T extends Told>(entity: T, isFinal = false): T {
  return { ...entity, digest: `${isFinal ? 'f' : '0'}${digestOf(entity).slice(1)}` };
}

function digestOf<T extends Told>({ updatedAt: _updatedAt, toldAt: _toldAt, ...content }: T): string {
  return createHash('sha1').update(JSON.stringify(content)).digest('hex').slice(0, 12);
}

export interface Versioned<T> {
  entity: T;
  version: string;
}

export const withVersion =
  (heardAt: number) =>
  <T extends Told>(entity: T): Versioned<T> => ({ entity, version: versionOf(entity, heardAt) });

/** Fifteen digits hold every instant until the year 33658. */
const sortable = (instant: number) => String(Math.max(0, Math.round(instant))).padStart(15, '0');
