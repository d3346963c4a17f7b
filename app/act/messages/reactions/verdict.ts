// Whom a reaction to a mail is held for: a person, a program, or one cannot say. Pure: it depends on what was heard around
// it and on nothing else, so neither the order in which reactions are stored nor how they are batched shows.
import { SECOND } from '../../../platform/clock/clock.ts';
import type { Agent, Sign } from './visit.ts';

export type Verdict = 'human' | 'machine' | 'unsure';

export const WHYS = [
  // machine
  'trap',
  'head',
  'prefetch',
  'scanner',
  'nameless',
  'privacy',
  'head_first',
  'every_link',
  'many_links',
  'many_mails',
  'beside_scanner',
  // unsure
  'at_once',
  'quick_links',
  'program',
  // human
  'relay',
  'mail_program',
  'browser',
] as const;
export type Why = (typeof WHYS)[number];

/** One opening, one click, or the link that no person sees being followed. */
export interface Heard {
  id: string;
  kind: 'open' | 'click' | 'trap';
  link: number | null;
  at: number;
  agent: Agent;
  /** keyed hash; empty when not known */
  network: string;
  sign: Sign | null;
}

export interface Around {
  /** everything that was heard of the same mail, itself included */
  heard: readonly Heard[];
  /** how many links the mail has */
  links: number;
  submittedAt: number | null;
  /** of how many mails its network asked for links within `WINDOW_MS` of it */
  mails: number;
}

/** What belongs together: nothing further away has a say. */
export const WINDOW_MS = 10 * SECOND;
/** When the verdict is given: what belongs together has come by then, even through a slow writer or another process. */
export const SETTLE_MS = 30 * SECOND;
/** From so many on, one network that asks for links of different mails within seconds is a gateway. */
const MANY_MAILS = 5;

/** Nobody reads and follows so many links in that time. */
const MANY_LINKS = 3;
/** Two links within this are quicker than most people. */
const QUICK_MS = 3 * SECOND;
/** Mail has hardly arrived by then. */
const SOON_MS = 10 * SECOND;

export function verdictOf(one: Heard, around: Around): { verdict: Verdict; why: Why } {
  const machine = whyMachine(one, around);
  if (machine) return { verdict: 'machine', why: machine };
  const unsure = whyUnsure(one, around);
  if (unsure) return { verdict: 'unsure', why: unsure };
  return { verdict: 'human', why: whyHuman(one) };
}

function whyMachine(one: Heard, { heard, links, mails }: Around): Why | null {
  const near = heard.filter((other) => Math.abs(other.at - one.at) <= WINDOW_MS);
  const mates = near.filter((other) => isMate(one, other));
  // before all else: it stays known of this one when others are asked about
  if (one.sign) return one.sign;
  if (one.kind === 'trap' || mates.some(({ kind }) => kind === 'trap')) return 'trap';
  if (one.agent === 'scanner' || one.agent === 'nameless') return one.agent;
  if (one.agent === 'apple') return 'privacy';
  if (mates.some(({ sign, at }) => sign === 'head' && at <= one.at)) return 'head_first';
  // who asks in everybody's place stands beside everybody
  if (isRelay(one)) return one.kind === 'click' ? 'scanner' : null;
  // a scanner may spread its requests over many networks; a picture is only suspected of its own
  const burst = whyBurst(one, one.kind === 'click' ? near : mates, mates, links);
  if (burst) return one.kind === 'click' ? burst : 'beside_scanner';
  if (one.kind === 'click' && mails >= MANY_MAILS) return 'many_mails';
  return mates.some(({ agent }) => agent === 'scanner') ? 'beside_scanner' : null;
}

/** Links followed faster than anybody reads: all that the mail has, or many of them. */
function whyBurst(one: Heard, near: readonly Heard[], mates: readonly Heard[], links: number): Why | null {
  const all = links < MANY_LINKS ? near.filter(({ at }) => Math.abs(at - one.at) <= QUICK_MS) : near;
  if (links > 1 && linksAmong(all).size >= links) return 'every_link';
  return linksAmong(mates).size >= MANY_LINKS ? 'many_links' : null;
}

function whyUnsure(one: Heard, { heard, submittedAt }: Around): Why | null {
  if (one.kind === 'click' && (one.agent === 'outlook' || one.agent === 'other')) return 'program';
  if (submittedAt !== null && one.at - submittedAt < SOON_MS) return 'at_once';
  if (one.kind !== 'click') return null;
  const quick = heard.filter((other) => Math.abs(other.at - one.at) <= QUICK_MS && isMate(one, other));
  return linksAmong(quick).size > 1 ? 'quick_links' : null;
}

function whyHuman({ agent, kind }: Heard): Why {
  if (kind === 'click') return 'browser';
  if (agent === 'gmail' || agent === 'yahoo') return 'relay';
  return agent === 'outlook' || agent === 'other' ? 'mail_program' : 'browser';
}

const isRelay = ({ agent }: Heard) => agent === 'gmail' || agent === 'yahoo';

/** The same network: one that is not known is nobody's mate but its own. */
const isMate = (one: Heard, other: Heard) =>
  one.id === other.id || (one.network !== '' && one.network === other.network);

function linksAmong(heard: readonly Heard[]): Set<number> {
  return new Set(heard.flatMap(({ kind, link }) => (kind === 'click' && link !== null ? link : [])));
}
