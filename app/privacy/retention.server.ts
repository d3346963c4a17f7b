import { reactionRetention } from '../act/messages/reactions/retention.server.ts';
import { mailRetention } from '../act/messages/retention.server.ts';
import { pushRetention } from '../act/push/retention.server.ts';
import { socialRetention } from '../act/social/retention.server.ts';
import { inboxRetention } from '../listen/inbox/retention.server.ts';
import { shopRetention } from '../shop/privacy/retention-steps.server.ts';
import type { RetentionStep } from '../shop/privacy/retention-worker.server.ts';
import { askedRetention } from '../understand/consent/retention.server.ts';
import { visitRetention } from '../understand/contacts/retention.server.ts';
import { unknownRetention } from '../understand/interests/unknown-products.server.ts';
import { takenRetention } from '../understand/tags/taken.server.ts';

/** Everything that is let go after its time, of every wing. */
export const RETENTION: readonly RetentionStep[] = [
  ...inboxRetention,
  ...visitRetention,
  ...askedRetention,
  ...takenRetention,
  ...unknownRetention,
  ...mailRetention,
  ...reactionRetention,
  ...socialRetention,
  ...pushRetention,
  ...shopRetention,
];
