// Who asks for a mail's picture or link, as far as the request itself tells. Pure.
import { isbot } from 'isbot';
import type { DeviceKind } from '../../../listen/facts/fact.ts';

/** A request to one of the addresses in a mail. */
export interface Visit {
  method: string;
  agent: string | undefined;
  /** of a prefetch, as browsers tell */
  purpose: string;
  /** network address of the caller */
  caller: string;
}

export const AGENTS = [
  // nobody asks for a page without a name but programs
  'nameless',
  'apple',
  'gmail',
  'yahoo',
  'outlook',
  'scanner',
  'edge',
  'opera',
  'firefox',
  'chrome',
  'safari',
  'other',
] as const;
/** Families of programs, as they name themselves. */
export type Agent = (typeof AGENTS)[number];

/** What a request shows of itself besides its program: it asked for no more than the head, or ahead of any need. */
export type Sign = 'head' | 'prefetch';

/**
 * Apple's Mail Privacy Protection loads the pictures of all mails, opened or not, and says no more of itself than this.
 * https://help.socketlabs.com/docs/identifying-apple-mpp-opens-in-notification-api-events
 */
const APPLE = /^Mozilla\/5\.0$/;

/** In this order: who passes for a browser is asked first whether it is one. */
const FAMILIES: readonly (readonly [Agent, RegExp])[] = [
  ['apple', APPLE],
  // they ask in somebody's place at the moment when she opens a mail
  ['gmail', /GoogleImageProxy/],
  ['yahoo', /YahooMailProxy/],
  ['outlook', /ms-office|MSOffice|Microsoft (?:Office|Outlook)|Outlook-(?:iOS|Android)|OutlookMobile/i],
];

const BROWSERS: readonly (readonly [Agent, RegExp])[] = [
  ['edge', /\bEdg(?:e|A|iOS)?\//],
  ['opera', /\bOPR\//],
  ['firefox', /\b(?:Firefox|FxiOS)\//],
  ['chrome', /\b(?:Chrome|CriOS)\//],
  // and what shows pages inside of other apps on Apple's devices
  ['safari', /\bSafari\/|\bAppleWebKit\//],
];

export function agentOf(agent: string | undefined): Agent {
  const named = agent?.trim() ?? '';
  if (named === '') return 'nameless';
  const program = FAMILIES.find(([, pattern]) => pattern.test(named));
  if (program) return program[0];
  if (isbot(named)) return 'scanner';
  return BROWSERS.find(([, pattern]) => pattern.test(named))?.[0] ?? 'other';
}

export function signOf({ method, purpose }: Pick<Visit, 'method' | 'purpose'>): Sign | null {
  if (method === 'HEAD') return 'head';
  return /prefetch|preview/i.test(purpose) ? 'prefetch' : null;
}

/** Whether the request alone shows that no person made it. */
export function isPlainlyMachine(visit: Visit): boolean {
  return signOf(visit) !== null || ['nameless', 'apple', 'scanner', 'gmail', 'yahoo'].includes(agentOf(visit.agent));
}

export function deviceOf(agent: string | undefined): DeviceKind | null {
  if (!agent) return null;
  if (/iPad|Tablet/i.test(agent) || (/Android/.test(agent) && !/Mobile/.test(agent))) return 'tablet';
  if (/iPhone|iPod|Mobile/i.test(agent)) return 'mobile';
  return /Windows|Macintosh|X11|CrOS/.test(agent) ? 'desktop' : null;
}

/**
 * The network that an address is of: the neighbours of a scanner's machine are its own, and whose the very address is
 * need not be known.
 */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').toLowerCase();
  if (/^\d+\.\d+\.\d+\.\d+$/.test(plain)) return plain.split('.').slice(0, 3).join('.');
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('%', 1)[0]?.split('::', 2) ?? [];
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  return [...before, ...Array.from({ length: zeros }, () => '0'), ...after].slice(0, 3).join(':');
}
