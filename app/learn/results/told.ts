// What Shopify's marketing page is told of a campaign or journey. Pure.
import { slugOf } from '../../act/messages/templates/design/link-book.ts';
import type { CampaignState } from '../../decide/campaigns/states.ts';
import { toMajorText } from '../../platform/money.ts';
import type {
  CurrencyCode,
  MarketingActivityUpsertExternalInput,
  MarketingEngagementInput,
} from '../../platform/shopify/generated/graphql.ts';
import type { Counts } from '../reports/rates.ts';

export interface ToldSubject {
  kind: 'campaign' | 'journey';
  id: string;
  name: string;
  channel: string;
  status: MarketingActivityUpsertExternalInput['status'];
  startedAt: number | null;
  endedAt: number | null;
  /** what was told of its cost as a whole, minor units */
  budget: number;
}

interface Shop {
  currency: string;
  /** where a merchant finds our app in her admin */
  home: string;
}

export const remoteIdOf = ({ kind, id }: Pick<ToldSubject, 'kind' | 'id'>): string => `${kind}:${id}`;

const STATUS: Partial<Record<CampaignState, ToldSubject['status']>> = {
  freezing: 'ACTIVE',
  sending: 'ACTIVE',
  paused: 'PAUSED',
  cancelled: 'INACTIVE',
  done: 'INACTIVE',
};

export const statusOf = (state: CampaignState, isRemoved: boolean): ToldSubject['status'] =>
  isRemoved ? 'DELETED_EXTERNALLY' : (STATUS[state] ?? 'SCHEDULED');

/** @param utm as it was told first: Shopify lets it never change, though the merchant may call it otherwise by now */
export function activityInput(
  subject: ToldSubject,
  { currency, home }: Shop,
  utm: string,
): MarketingActivityUpsertExternalInput {
  const { kind, id, name, channel, status, startedAt, endedAt, budget } = subject;
  return {
    remoteId: remoteIdOf(subject),
    title: name,
    status,
    tactic: kind === 'journey' ? 'ABANDONED_CART' : (TACTICS[channel] ?? 'MESSAGE'),
    // Shopify has no word for the other channels
    marketingChannelType: channel === 'email' ? 'EMAIL' : 'REFERRAL',
    remoteUrl: `${home}/app/reports/${kind}/${encodeURIComponent(id)}`,
    utm: { source: 'sandmill', medium: channel, campaign: utm },
    ...(startedAt !== null && { start: new Date(startedAt).toISOString() }),
    ...(endedAt !== null && { end: new Date(endedAt).toISOString() }),
    ...(budget > 0 && { budget: { budgetType: 'LIFETIME' as const, total: moneyOf(budget, currency) } }),
  };
}

const TACTICS: Record<string, MarketingActivityUpsertExternalInput['tactic']> = {
  email: 'NEWSLETTER',
  push: 'NOTIFICATION',
};

/** As links of its messages carry it. */
export const utmOf = ({ kind, id, name }: Pick<ToldSubject, 'kind' | 'id' | 'name'>): string =>
  kind === 'journey' ? id : slugOf(name) || id;

/** The numbers of one day: Shopify adds up the days itself. */
export function engagementInput(
  { day, counts, cost }: { day: string; counts: Counts; cost: number },
  { currency, utcOffset }: { currency: string; utcOffset: string },
): MarketingEngagementInput {
  const count = (...metrics: (keyof Counts)[]) => metrics.reduce((sum, metric) => sum + (counts[metric] ?? 0), 0);
  const delivered = count('delivered');
  return {
    occurredOn: day,
    utcOffset,
    sendsCount: count('submitted'),
    // a plain mail server tells nothing of what arrived
    ...(delivered > 0 && { impressionsCount: delivered }),
    uniqueViewsCount: count('opened'),
    uniqueClicksCount: count('clicked'),
    clicksCount: count('clicks'),
    unsubscribesCount: count('unsubscribed'),
    complaintsCount: count('complained'),
    failsCount: count('bounced_hard', 'bounced_soft'),
    primaryConversions: String(count('converted')),
    orders: String(count('orders')),
    sales: moneyOf(count('revenue') - count('refunded'), currency),
    ...(cost > 0 && { adSpend: moneyOf(cost, currency) }),
  };
}

const moneyOf = (amount: number, currency: string) => ({
  amount: toMajorText(amount, currency),
  currencyCode: currency as CurrencyCode,
});
