import { channelOf, type FactData, type FactKind, type NewFact } from '../../../listen/facts/fact.ts';
import type { Submission } from './begin.server.ts';

/** What was learnt of a message on the wire, as it stands on the timeline. @param name what of it: a message has one of each */
export function factOf(
  { id, parcel, sender }: Submission,
  name: string,
  kind: FactKind,
  now: number,
  data: FactData = {},
): NewFact {
  return {
    id: `message:${id}:${name}`,
    kind,
    occurredAt: now,
    identity: parcel.whose,
    verified: true,
    subject: id,
    data: { title: parcel.title, ...channelOf(sender.channel), ...data },
  };
}
