// What journeys need from other rooms, filled by the composition: actions live in a later wing.
import type { Channel } from '../../listen/facts/fact.ts';
import type { Reader, Trx } from '../../platform/db/db.ts';
import type { Reason } from './reason.ts';

/** Whether a contact may be written to now, and why. */
export interface MailPermission {
  allowed: boolean;
  reason: Reason;
}

/** By contact, for one channel; who is not in the map has nothing there to be reached by. */
export type MayReach = (
  reader: Reader | Trx,
  shop: string,
  channel: Channel,
  contacts: readonly string[],
) => Promise<Map<string, MailPermission>>;

/** Which of these contacts an expression of the condition language holds for. */
export type ConditionHolds = (
  trx: Trx,
  shop: string,
  condition: unknown,
  contacts: readonly string[],
  now: number,
) => Promise<Set<string>>;

/** One thing that a passage wants done, in the transaction that advances it. */
export interface ActionRequest {
  /** `j:enrolment:node:visit`: the same request is carried out once, whatever happens */
  dedupeKey: string;
  contact: string;
  enrolment: string;
  journey: string;
  /** what the passage is about: a checkout token */
  subject: string;
  params: { channel: Channel; template: string; purpose: 'marketing' };
}

export interface Actions {
  run(trx: Trx, shop: string, name: 'send', requests: readonly ActionRequest[], now: number): Promise<void>;
}

export interface JourneyPorts {
  mayReach: MayReach;
  conditionHolds: ConditionHolds;
  actions: Actions;
}
