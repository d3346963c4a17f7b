import type { Channel } from '../../listen/facts/fact.ts';
import { mayReach } from './builtin.ts';
import { type Graph, graphSchema } from './graph.ts';

/** The one journey of this recipe has its name as id: there is one for each shop. */
export const RECOVERY = 'recovery';

/** The mail that the app ships for it, as send nodes and messages name it. */
export const BUILT_IN_RECOVERY = 'recovery';

/** Whoever has not bought since the mail is written to once more, on a channel that she has agreed to. */
export interface Reminder {
  channel: Exclude<Channel, 'email'>;
  /** of that channel */
  template: string;
  /** after the mail */
  delayMinutes: number;
}

export interface RecoverySettings {
  delayMinutes: number;
  holdoutShare: number;
  /** given to whoever is mailed; empty: none */
  tag: string;
  /** the designed template that is sent; empty: the built-in mail */
  template: string;
  /** how long after the mail an order still ends the passage: the credit window */
  watchDays: number;
  reminder: Reminder | null;
}

/**
 * Checkout abandoned → wait → not bought and may be mailed → tag, where one is named → mail → reminder, where there is one → watch;
 * an order ends it at any moment. Without a reminder it is word for word what it was before there were any: no new version.
 */
export function recoveryGraph(settings: RecoverySettings): Graph {
  const { delayMinutes, holdoutShare, tag, watchDays, reminder } = settings;
  const template = settings.template || BUILT_IN_RECOVERY;
  return graphSchema.parse({
    start: 'abandoned',
    holdoutShare,
    exits: [{ on: 'order.placed', by: ['checkout', 'contact'] }],
    nodes: [
      { id: 'abandoned', kind: 'trigger', event: 'checkout.abandoned', next: 'wait' },
      { id: 'wait', kind: 'wait', minutes: delayMinutes, since: 'activity', next: 'still-open' },
      {
        id: 'still-open',
        kind: 'condition',
        builtin: ['not-bought', 'latest', 'may-mail'],
        yes: tag === '' ? 'mail' : 'tag',
        no: 'leave',
      },
      ...(tag === '' ? [] : [{ id: 'tag', kind: 'tag', give: [tag], next: 'mail' }]),
      { id: 'mail', kind: 'send', channel: 'email', template, next: reminder ? 'later' : 'watch' },
      ...(reminder ? nodesOf(reminder) : []),
      { id: 'watch', kind: 'wait', minutes: watchDays * 24 * 60, since: 'arrival', next: 'done' },
      { id: 'done', kind: 'exit', reason: 'end' },
      { id: 'leave', kind: 'exit', reason: 'condition' },
    ],
  });
}

/** Who may not be reached on its channel goes on without it. */
const nodesOf = ({ channel, template, delayMinutes }: Reminder) => [
  { id: 'later', kind: 'wait', minutes: delayMinutes, since: 'arrival', next: 'not-bought' },
  {
    id: 'not-bought',
    kind: 'condition',
    builtin: ['not-bought', 'latest', mayReach(channel)],
    yes: 'reminder',
    no: 'watch',
  },
  { id: 'reminder', kind: 'send', channel, template, next: 'watch' },
];
