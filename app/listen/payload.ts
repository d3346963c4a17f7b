// How the texts of a payload are read: ids above 2^53, instants, addresses. Shared by the parsers of every entity.
import { z } from 'zod';
import { stableId } from '../platform/crypto/seal.ts';
import type { NewFact } from './facts/fact.ts';

/** Sixteen digits in a row where a value may stand: only then is the slow, exact reading needed. */
const MAY_BE_INEXACT = /[:[,]\s*-?\d{16}/;
/** PostgreSQL keeps no NUL in a text. */
const MAY_HOLD_NUL = '\\u0000';

/**
 * JSON in which an integer that a double cannot hold stays the text it was: Shopify's ids exceed 2^53.
 * @throws SyntaxError
 */
export function parseJson(text: string): unknown {
  if (!MAY_BE_INEXACT.test(text) && !text.includes(MAY_HOLD_NUL)) return JSON.parse(text);
  return JSON.parse(text, exactly as (this: unknown, key: string, value: unknown) => unknown);
}

function exactly(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value === 'string') return value.includes('\0') ? value.replaceAll('\0', '') : value;
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const source = context?.source ?? '';
  return /^-?\d+$/.test(source) ? source : value;
}

export const id = z.union([z.string().min(1).max(255), z.number().int()]).transform(String);

export const instant = z.string().transform((text, context) => {
  const at = Date.parse(text);
  if (!Number.isNaN(at)) return at;
  context.addIssue({ code: 'custom', message: 'is not an instant' });
  return z.NEVER;
});

/** A number of pieces; columns hold 32 bits. */
export const count = z
  .number()
  .int()
  .min(-(2 ** 31))
  .max(2 ** 31 - 1);

/** Decimal text; some places of a payload have a number. */
export const amount = z.union([z.string(), z.number()]);

export const text = z.string().nullish();

/** A list of `{name, value}`, as notes carry it; anything else in its place is nothing. */
export const attributes = z
  .array(z.object({ name: z.string(), value: z.unknown() }))
  .nullish()
  .catch(null);

export type Attributes = z.infer<typeof attributes>;

const ADDRESS = /^[^\s@<>"]+@[^\s@<>"]+$/;

/** The lower-case address, or null for what cannot be one. */
export function address(value: string | null | undefined): string | null {
  const trimmed = value?.trim().toLowerCase() ?? '';
  return trimmed.length <= 254 && ADDRESS.test(trimmed) ? trimmed : null;
}

export const CLIENT_ID = /^[\w.-]{8,64}$/;

/** The pixel client id that the storefront script left in the cart's attributes. */
export function clientIdOf(list: Attributes): string | null {
  const value = list?.find(({ name }) => name === '_sandmill_visitor')?.value;
  return typeof value === 'string' && CLIENT_ID.test(value) ? value : null;
}

/** `"a, b"` → `["a", "b"]` */
export function tagList(tags: string | null | undefined): string[] {
  return (tags ?? '')
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
}

/**
 * The id of a fact that tells of a state. Payload instants have a resolution of one second, and two states of one
 * second are two facts, so what is told is part of the id: the same id always tells the same.
 * @param state what else the state says that a contact is folded from
 */
export function stateFact(source: string, fact: Omit<NewFact, 'id'>, state?: unknown): NewFact {
  const said = state === undefined ? [] : [JSON.stringify(state)];
  const told = stableId(fact.identity, JSON.stringify(fact.data ?? {}), String(fact.amount), ...said).slice(0, 8);
  return { ...fact, id: `${source}:${fact.occurredAt}:${told}` };
}

/** Why a payload was refused, in one line: the first thing that is not as documented. */
export function refusal(error: z.ZodError): string {
  const issue = error.issues[0];
  if (!issue) return 'the payload is not as documented';
  const path = issue.path.map(String).join('.');
  return path ? `${path}: ${issue.message}` : issue.message;
}
