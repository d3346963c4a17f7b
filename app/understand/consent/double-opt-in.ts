// Asking for consent by mail: how long an answer counts, and how often somebody may be asked. Pure.
import { z } from 'zod';
import { DAY } from '../../platform/clock/clock.ts';
import type { Seal } from '../../platform/crypto/seal.ts';

/** An answer to the mail counts so long. */
export const ANSWER_DAYS = 7;
/** Who has not answered by then is reminded, once. */
export const REMINDER_DAYS = 2;
/** The same address may be asked once in a day, */
const PAUSE_MS = DAY;
/** and so often in so many days. */
export const ASKED_MOST = 3;
export const ASKED_DAYS = 30;

/** @param asked when the address was asked before. @returns from when on it may be asked again; null: now */
export function mayAskFrom(asked: readonly number[], now: number): number | null {
  const recent = asked.filter((at) => at > now - ASKED_DAYS * DAY).toSorted((a, b) => b - a);
  const [last] = recent;
  if (last === undefined) return null;
  const first = recent.length >= ASKED_MOST ? recent[ASKED_MOST - 1] : undefined;
  const from = Math.max(last + PAUSE_MS, first === undefined ? 0 : first + ASKED_DAYS * DAY);
  return from > now ? from : null;
}

export type OptInState = 'waiting' | 'confirmed' | 'expired';

export function optInState(row: { asked_at: number; confirmed_at: number | null }, now: number): OptInState {
  if (row.confirmed_at !== null) return 'confirmed';
  return now > row.asked_at + ANSWER_DAYS * DAY ? 'expired' : 'waiting';
}

const tokenSchema = z.tuple([z.string(), z.string()]);
const PURPOSE = 'confirm';

/** What the link of the mail carries: signed, so that nobody can make one up, and without a name in it. */
export function confirmToken(seal: Pick<Seal, 'sign'>, shop: string, id: string): string {
  const body = Buffer.from(JSON.stringify([shop, id])).toString('base64url');
  return `${body}.${seal.sign(PURPOSE, body)}`;
}

export function readConfirmToken(seal: Pick<Seal, 'verify'>, token: string): { shop: string; id: string } | null {
  const [body = '', signature = '', ...rest] = token.split('.');
  if (token.length > 1000 || rest.length > 0 || !seal.verify(PURPOSE, body, signature)) return null;
  const read = tokenSchema.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
  return read.success ? { shop: read.data[0], id: read.data[1] } : null;
}
