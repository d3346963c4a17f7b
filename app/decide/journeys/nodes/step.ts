// What a node sees of a passage, and what it answers.
import type { Channel } from '../../../listen/facts/fact.ts';
import type { Arm } from '../arm.ts';
import type { MailPermission } from '../ports.ts';
import type { Purchase } from '../purchases.server.ts';
import type { Reason } from '../reason.ts';

export interface Passage {
  enrolment: string;
  journey: string;
  contact: string;
  subject: string;
  arm: Arm;
  /** how many steps this passage has made: the number of the one that runs now */
  visit: number;
  now: number;
  /** since when it stands at this node, null when it has just come */
  waitingSince: number | null;
  /** the checkout it is about; null when it is gone */
  checkout: { createdAt: number; updatedAt: number } | null;
  purchase: Purchase | null;
  /** the contact stands in the same journey with a younger checkout */
  superseded: boolean;
  /** whether she may be reached on a channel now */
  permission: (channel: Channel) => MailPermission;
  /** whether an expression may decide for this contact at all: who wants no automated decisions is not sorted by behaviour */
  decides: (condition: unknown) => boolean;
  /** whether the expression of a condition node holds */
  holds: (condition: unknown) => boolean;
}

export interface StepResult {
  /** one word for counting: entered, waiting, moved, passed, yes, no, sent, tagged, held_out, ended */
  outcome: string;
  reason: Reason;
  /** the node to stand at now; null ends the passage */
  next: string | null;
  /** when to go on; at once when not given */
  dueAt?: number;
  /** carried out in the same transaction */
  send?: { channel: Channel; template: string; purpose: 'marketing' };
  /** carried out in the same transaction too */
  tags?: { give: readonly string[]; take: readonly string[] };
  /** how it ended, with `next: null` */
  state?: 'completed' | 'exited';
}
