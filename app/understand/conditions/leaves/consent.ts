// What somebody has agreed to.
import { z } from 'zod';
import { CHANNELS, CONSENT_STATES, type Channel, type ConsentState } from '../../../listen/facts/fact.ts';
import { MARKETING, TRANSACTIONAL } from '../../consent/rules.ts';
import type { ContactView } from '../contact-view.ts';
import { leafKind } from './leaf-kind.ts';

/** The state of a channel, for marketing unless another purpose is named, is one of these. */
export const consent = leafKind({
  schema: z.strictObject({
    type: z.literal('consent'),
    channel: z.enum(CHANNELS),
    purpose: z.string().min(1).max(60).exactOptional(),
    in: z.array(z.enum(CONSENT_STATES)).min(1).max(CONSENT_STATES.length),
  }),
  holds: (leaf, view) => leaf.in.includes(consentIn(view, leaf.channel, leaf.purpose ?? MARKETING)),
  reason: (leaf, view) => ({
    key: 'condition.consent',
    values: {
      channel: leaf.channel,
      purpose: leaf.purpose ?? MARKETING,
      actual: consentIn(view, leaf.channel, leaf.purpose ?? MARKETING),
    },
  }),
  changes: () => ['field:profile', 'consent.changed'],
});

export const consentKey = ({ channel, purpose }: { channel: string; purpose: string }) => `${channel} ${purpose}`;

/** What was said of marketing as a whole holds for a purpose of which nothing was said. */
function consentIn(view: ContactView, channel: Channel, purpose: string): ConsentState {
  const own = (of: string) =>
    of === MARKETING && channel === 'email'
      ? (view.texts['email.consent'] as ConsentState | null)
      : view.consents.get(consentKey({ channel, purpose: of }));
  const general = purpose === TRANSACTIONAL ? undefined : own(MARKETING);
  return own(purpose) ?? general ?? 'not_subscribed';
}
