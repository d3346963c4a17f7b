import { GraphQLError } from 'graphql';
import type { MarketingActivity } from '../../shop/types.ts';
import { connection, type PageArguments } from '../connection.ts';
import { gid, idOf, type GraphContext } from '../context.ts';

interface Utm {
  campaign: string;
  medium: string;
  source: string;
}

type Input = Record<string, unknown> & { remoteId: string; title: string; utm?: Utm | null };

interface ListArguments extends PageArguments {
  marketingActivityIds?: unknown[] | null;
  remoteIds?: string[] | null;
  query?: string | null;
}

export function marketingQueries(context: GraphContext): Record<string, unknown> {
  const { marketing } = context.devstore.store;
  return {
    marketingActivity: ({ id }: { id: unknown }) => {
      const activity = marketing.get(idOf('MarketingActivity', id) ?? '');
      return activity ? activityNode(context, activity) : null;
    },
    marketingActivities: (args: ListArguments) => {
      if (args.query) throw new GraphQLError('devstore does not simulate searching for marketing activities');
      const wanted = args.marketingActivityIds?.map((id) => idOf('MarketingActivity', id));
      const items = marketing
        .all()
        .filter(
          (one) => (!wanted || wanted.includes(one.id)) && (!args.remoteIds || args.remoteIds.includes(one.remoteId)),
        );
      const node = (one: MarketingActivity) => activityNode(context, one);
      return connection({ items, idOf: (one) => one.id, node, sortBy: (one) => Number(one.id) }, args);
    },
  };
}

export function marketingMutations(context: GraphContext): Record<string, unknown> {
  const { store, clock } = context.devstore;
  const { marketing, flowTriggers } = store;
  const byRemoteId = (remoteId: unknown) => marketing.all().find((one) => one.remoteId === remoteId);
  const error = (code: string, message: string, field: string[] | null = ['input']) => [{ code, field, message }];

  return {
    marketingActivityUpsertExternal: ({ input }: { input: Input }) => {
      const refused = (code: string, message: string) => ({
        marketingActivity: null,
        userErrors: error(code, message),
      });
      const before = byRemoteId(input.remoteId);
      const hierarchical = input['hierarchyLevel'] && input['hierarchyLevel'] !== 'AD';
      if (!input.utm && !input['urlParameterValue'] && !hierarchical) {
        return refused(
          'NON_HIERARCHIAL_REQUIRES_UTM_URL_PARAMETER',
          'Non-hierarchical marketing activities must have UTM parameters or a URL parameter value.',
        );
      }
      if (before && input.utm && !sameUtm(before.input['utm'], input.utm))
        return refused('IMMUTABLE_UTM_PARAMETERS', 'The UTM parameters cannot be modified.');
      const sameCampaign = marketing
        .all()
        .find((one) => one !== before && input.utm && sameUtm(one.input['utm'], input.utm));
      if (sameCampaign) {
        return refused(
          'MARKETING_ACTIVITY_WITH_UTM_CAMPAIGN_ALREADY_EXISTS',
          'A marketing activity with the same UTM campaign, medium, and source already exists.',
        );
      }
      const now = clock.iso();
      const activity = marketing.save({
        id: before?.id ?? marketing.nextId(),
        remoteId: input.remoteId,
        input: { ...before?.input, ...input },
        engagements: before?.engagements ?? [],
        createdAt: before?.createdAt ?? now,
        updatedAt: now,
      });
      return { marketingActivity: activityNode(context, activity), userErrors: [] };
    },
    marketingActivityDeleteExternal: (args: { marketingActivityId?: unknown; remoteId?: string | null }) => {
      const activity = args.remoteId
        ? byRemoteId(args.remoteId)
        : marketing.get(idOf('MarketingActivity', args.marketingActivityId) ?? '');
      if (!activity) {
        return {
          deletedMarketingActivityId: null,
          userErrors: error('MARKETING_ACTIVITY_DOES_NOT_EXIST', 'Marketing activity does not exist.', null),
        };
      }
      marketing.remove(activity.id);
      return { deletedMarketingActivityId: gid('MarketingActivity', activity.id), userErrors: [] };
    },
    marketingEngagementCreate: (args: {
      marketingActivityId?: unknown;
      remoteId?: string | null;
      channelHandle?: string | null;
      marketingEngagement: Record<string, unknown>;
    }) => {
      const refused = (code: string, message: string) => ({
        marketingEngagement: null,
        userErrors: error(code, message, null),
      });
      if (args.channelHandle) throw new GraphQLError('devstore does not simulate engagements of a channel');
      if (!args.marketingActivityId === !args.remoteId) {
        const message =
          'For activity level engagement, either the marketing activity ID or remote ID must be provided. For channel level engagement, the channel handle must be provided.';
        return refused('INVALID_MARKETING_ENGAGEMENT_ARGUMENTS', message);
      }
      const activity = args.remoteId
        ? byRemoteId(args.remoteId)
        : marketing.get(idOf('MarketingActivity', args.marketingActivityId) ?? '');
      if (!activity) return refused('MARKETING_ACTIVITY_DOES_NOT_EXIST', 'Marketing activity does not exist.');
      const occurredOn = String(args.marketingEngagement['occurredOn']);
      const others = activity.engagements.filter((one) => one.occurredOn !== occurredOn);
      const counts = args.marketingEngagement;
      const changed = marketing.save({ ...activity, engagements: [...others, { occurredOn, counts }] });
      return { marketingEngagement: engagementNode(context, changed, counts), userErrors: [] };
    },
    flowTriggerReceive: (args: { handle?: string | null; payload?: unknown; body?: string | null }) => {
      const refused = (field: string, message: string) => ({ userErrors: [{ field: [field], message }] });
      if (args.body)
        throw new GraphQLError('devstore does not simulate flowTriggerReceive(body:), which is deprecated');
      if (!args.handle) return refused('handle', "Handle can't be blank");
      const size = Buffer.byteLength(JSON.stringify(args.payload ?? {}));
      if (size > LARGEST_PAYLOAD) return refused('payload', 'Payload size exceeds the limit of 50000 bytes');
      flowTriggers.save({
        id: flowTriggers.nextId(),
        handle: args.handle,
        payload: args.payload ?? {},
        receivedAt: clock.iso(),
      });
      return { userErrors: [] };
    },
  };
}

/** https://shopify.dev/docs/apps/build/flow/triggers */
const LARGEST_PAYLOAD = 50_000;

function sameUtm(known: unknown, utm: Utm): boolean {
  const one = known as Utm | null | undefined;
  return one?.campaign === utm.campaign && one.medium === utm.medium && one.source === utm.source;
}

function activityNode({ devstore }: GraphContext, activity: MarketingActivity): Record<string, unknown> {
  const { input } = activity;
  const status = String(input['status']);
  const utm = input['utm'] as Utm | null | undefined;
  return {
    __typename: 'MarketingActivity',
    id: gid('MarketingActivity', activity.id),
    title: input['title'],
    status,
    statusLabel: status.charAt(0) + status.slice(1).toLowerCase().replaceAll('_', ' '),
    targetStatus: null,
    tactic: input['tactic'],
    marketingChannelType: input['marketingChannelType'],
    hierarchyLevel: input['hierarchyLevel'] ?? null,
    parentRemoteId: input['parentRemoteId'] ?? null,
    urlParameterValue: input['urlParameterValue'] ?? null,
    isExternal: true,
    inMainWorkflowVersion: false,
    sourceAndMedium: utm ? `${utm.source} / ${utm.medium}` : devstore.appConfig().name,
    utmParameters: utm ? { ...utm, content: null, term: null } : null,
    createdAt: activity.createdAt,
    updatedAt: activity.updatedAt,
  };
}

function engagementNode(context: GraphContext, activity: MarketingActivity, counts: Record<string, unknown>) {
  const money = (given: unknown) => given ?? null;
  const numbers = Object.fromEntries(COUNTS.map((name) => [name, counts[name] ?? null]));
  return {
    __typename: 'MarketingEngagement',
    ...numbers,
    occurredOn: counts['occurredOn'],
    utcOffset: counts['utcOffset'],
    isCumulative: counts['isCumulative'] ?? false,
    adSpend: money(counts['adSpend']),
    sales: money(counts['sales']),
    channelHandle: null,
    marketingActivity: activityNode(context, activity),
  };
}

const COUNTS = [
  'allConversions',
  'clicksCount',
  'commentsCount',
  'complaintsCount',
  'failsCount',
  'favoritesCount',
  'firstTimeCustomers',
  'impressionsCount',
  'orders',
  'primaryConversions',
  'returningCustomers',
  'sendsCount',
  'sessionsCount',
  'sharesCount',
  'uniqueClicksCount',
  'uniqueViewsCount',
  'unsubscribesCount',
  'viewsCount',
];
