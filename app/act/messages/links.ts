// What a mail's links carry, signed: nothing in them names a person, and nothing can be made up or changed.
import { z } from 'zod';
import { DAY } from '../../platform/clock/clock.ts';
import type { Seal } from '../../platform/crypto/seal.ts';
import { PLACES } from './short-places.ts';

export interface ClickToken {
  shop: string;
  message: string;
  link: number;
}

export interface UnsubscribeToken {
  shop: string;
  message: string;
  /** keyed hash of the address, so that it can be suppressed even when the message has been erased */
  addressHash: string;
}

export interface PreferencesToken {
  shop: string;
  message: string;
}

export interface OpenToken {
  shop: string;
  message: string;
}

export interface TrapToken {
  shop: string;
  message: string;
}

/** A countdown's picture: nobody's, the same in everybody's mail. */
export interface CountdownToken {
  shop: string;
  until: number;
  locale: string;
  /** the colour it is drawn on; null: transparent is not told apart by mail programs, so white */
  ground: string | null;
}

export interface VisitorToken {
  shop: string;
  message: string;
}

export interface MailLinks {
  click(token: ClickToken): string;
  /** the same where room is scarce: a code that stands for the message, and the place of the link */
  short(code: string, place: number): string;
  unsubscribe(token: UnsubscribeToken): string;
  /** where somebody chooses what reaches her, and what is decided about her */
  preferences(token: PreferencesToken): string;
  /** where somebody says yes to mail; the token is signed where the question was asked */
  confirm(token: string): string;
  /** the address of the picture by which an open is known */
  open(token: OpenToken): string;
  /** the address of a picture that is drawn when it is asked for */
  countdown(token: CountdownToken): string;
  /** an address that no person sees: who follows it follows everything */
  trap(token: TrapToken): string;
  /** the parameter that lets the storefront tie a device to whoever the mail was sent to */
  visitor(token: VisitorToken, now: number): string;
  readClick(text: string): ClickToken | null;
  readUnsubscribe(text: string): UnsubscribeToken | null;
  readPreferences(text: string): PreferencesToken | null;
  readOpen(text: string): OpenToken | null;
  readCountdown(text: string): CountdownToken | null;
  readTrap(text: string): TrapToken | null;
  readVisitor(text: string, now: number): VisitorToken | null;
}

const VISITOR_DAYS = 30;

const clickSchema = z.tuple([z.string(), z.string(), z.number().int().min(0)]);
const unsubscribeSchema = z.tuple([z.string(), z.string(), z.string()]);
const preferencesSchema = z.tuple([z.string(), z.string()]);
const openSchema = z.tuple([z.string(), z.string()]);
const countdownSchema = z.tuple([z.string(), z.number().int(), z.string(), z.string().nullable()]);
const trapSchema = z.tuple([z.string(), z.string()]);
const visitorSchema = z.tuple([z.string(), z.string(), z.number().int()]);

export function createMailLinks({ seal, appUrl }: { seal: Seal; appUrl: string }): MailLinks {
  const pack = (purpose: string, value: readonly (string | number | null)[]) => {
    const body = Buffer.from(JSON.stringify(value)).toString('base64url');
    return `${body}.${seal.sign(purpose, body)}`;
  };
  const unpack = <T>(purpose: string, text: string, schema: z.ZodType<T>): T | null => {
    const [body = '', signature = '', ...rest] = text.split('.');
    if (text.length > 1000 || rest.length > 0 || !seal.verify(purpose, body, signature)) return null;
    // signed by us, so it is JSON; another version's shape is refused
    const parsed = schema.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
    return parsed.success ? parsed.data : null;
  };
  return {
    click: ({ shop, message, link }) => `${appUrl}/m/c/${pack('click', [shop, message, link])}`,
    short: (code, place) => `${appUrl}/s/${code}${PLACES[place] ?? ''}`,
    unsubscribe: ({ shop, message, addressHash }) =>
      `${appUrl}/m/u/${pack('unsubscribe', [shop, message, addressHash])}`,
    preferences: ({ shop, message }) => `${appUrl}/m/p/${pack('preferences', [shop, message])}`,
    open: ({ shop, message }) => `${appUrl}/m/o/${pack('open', [shop, message])}`,
    // it looks like any other link: a program that knew it for what it is would leave it out
    countdown: ({ shop, until, locale, ground }) =>
      `${appUrl}/m/t/${pack('countdown', [shop, until, locale, ground])}.png`,
    trap: ({ shop, message }) => `${appUrl}/m/l/${pack('trap', [shop, message])}`,
    confirm: (token) => `${appUrl}/m/y/${token}`,
    visitor: ({ shop, message }, now) =>
      pack('visitor', [shop, message, Math.floor((now + VISITOR_DAYS * DAY) / 1000)]),
    readClick(text) {
      const read = unpack('click', text, clickSchema);
      return read && { shop: read[0], message: read[1], link: read[2] };
    },
    readUnsubscribe(text) {
      const read = unpack('unsubscribe', text, unsubscribeSchema);
      return read && { shop: read[0], message: read[1], addressHash: read[2] };
    },
    readPreferences(text) {
      const read = unpack('preferences', text, preferencesSchema);
      return read && { shop: read[0], message: read[1] };
    },
    readOpen(text) {
      const read = unpack('open', text, openSchema);
      return read && { shop: read[0], message: read[1] };
    },
    readCountdown(text) {
      const read = unpack('countdown', text, countdownSchema);
      return read && { shop: read[0], until: read[1], locale: read[2], ground: read[3] };
    },
    readTrap(text) {
      const read = unpack('trap', text, trapSchema);
      return read && { shop: read[0], message: read[1] };
    },
    readVisitor(text, now) {
      const read = unpack('visitor', text, visitorSchema);
      return read && read[2] * 1000 > now ? { shop: read[0], message: read[1] } : null;
    },
  };
}
