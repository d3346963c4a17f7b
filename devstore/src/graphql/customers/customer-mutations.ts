import { HasOrders } from '../../shop/has-orders.ts';
import type { Customer, EmailConsent, Locale } from '../../shop/types.ts';
import { gid, idOf, type GraphContext } from '../context.ts';
import { refuseInputs } from '../input-size.ts';
import { customerNode } from '../nodes/customer.ts';
import { shopNode } from '../nodes/shop.ts';

interface Consent {
  marketingState: string;
  marketingOptInLevel?: string | null;
  consentUpdatedAt?: string | null;
}

interface CustomerInput {
  id?: string | null;
  email?: string | null;
  phone?: string | null;
  firstName?: string | null;
  lastName?: string | null;
  locale?: string | null;
  note?: string | null;
  tags?: string[] | null;
}

const INPUTS = ['id', 'email', 'phone', 'firstName', 'lastName', 'locale', 'note', 'tags'];
/** A merchant's app can say that somebody agreed, is asked, or left; the other states Shopify finds itself. */
const STATES: Record<string, 'subscribed' | 'unsubscribed' | 'pending'> = {
  SUBSCRIBED: 'subscribed',
  UNSUBSCRIBED: 'unsubscribed',
  PENDING: 'pending',
};
const LEVELS: Record<string, EmailConsent['optInLevel']> = {
  SINGLE_OPT_IN: 'single_opt_in',
  CONFIRMED_OPT_IN: 'confirmed_opt_in',
  UNKNOWN: 'unknown',
};

export function customerMutations(context: GraphContext): Record<string, unknown> {
  const { store, clock } = context.devstore;
  const customerOf = (id: unknown): Customer | undefined => store.customers.get(idOf('Customer', id) ?? '');
  const error = (field: string[] | null, message: string, code?: string) => ({ ...(code && { code }), field, message });

  return {
    customerEmailMarketingConsentUpdate: ({
      input,
    }: {
      input: { customerId: string; emailMarketingConsent: Consent };
    }) => {
      const refuse = (field: string, message: string, code = 'INVALID') => ({
        customer: null,
        userErrors: [error(['input', ...field.split('.')], message, code)],
      });
      const { marketingState, marketingOptInLevel, consentUpdatedAt } = input.emailMarketingConsent;
      const customer = customerOf(input.customerId);
      if (!customer) return refuse('customerId', 'Customer not found');
      const state = STATES[marketingState];
      if (!state) {
        const message = `Cannot specify ${marketingState} as a marketing state input`;
        return refuse('emailMarketingConsent.marketingState', message);
      }
      if (!customer.email)
        return refuse('emailMarketingConsent', 'An email address is required to set email marketing consent');
      if (consentUpdatedAt && Date.parse(consentUpdatedAt) > clock.now())
        return refuse('emailMarketingConsent.consentUpdatedAt', 'The consent updated at date cannot be in the future');
      const level = LEVELS[marketingOptInLevel ?? ''] ?? customer.emailConsent.optInLevel ?? 'single_opt_in';
      const at = consentUpdatedAt ? new Date(consentUpdatedAt).toISOString() : clock.iso();
      return {
        customer: customerNode(context, store.customers.setConsent(customer.id, state, level, at)),
        userErrors: [],
      };
    },
    customerUpdate: ({ input }: { input: CustomerInput }) => {
      refuseInputs('CustomerInput', { ...input }, INPUTS);
      const customer = customerOf(input.id);
      if (!customer) return { customer: null, userErrors: [error(['id'], 'Customer does not exist')] };
      const taken = input.email ? store.customers.byEmail(input.email) : undefined;
      if (taken && taken.id !== customer.id)
        return { customer: null, userErrors: [error(['email'], 'Email has already been taken')] };
      if (input.tags) {
        const wanted = input.tags;
        store.customers.removeTags(
          customer.id,
          customer.tags.filter((tag) => !wanted.includes(tag)),
        );
        store.customers.addTags(customer.id, wanted);
      }
      const changed = store.customers.update(customer.id, {
        ...(input.email !== undefined && { email: input.email }),
        ...(input.phone !== undefined && { phone: input.phone }),
        ...(input.firstName !== undefined && { firstName: input.firstName ?? '' }),
        ...(input.lastName !== undefined && { lastName: input.lastName ?? '' }),
        ...(input.note !== undefined && { note: input.note }),
        ...(input.locale && { locale: input.locale.slice(0, 2) as Locale }),
      });
      return { customer: customerNode(context, changed), userErrors: [] };
    },
    customerDelete: ({ input }: { input: { id: string } }) => {
      const answer = (deletedCustomerId: string | null, userErrors: unknown[]) => ({
        deletedCustomerId,
        shop: shopNode(context),
        userErrors,
      });
      const customer = customerOf(input.id);
      if (!customer) return answer(null, [error(['id'], "Customer can't be found")]);
      try {
        store.customers.remove(customer.id);
      } catch (problem) {
        if (!(problem instanceof HasOrders)) throw problem;
        return answer(null, [error(['id'], 'Customer can’t be deleted because they have associated orders')]);
      }
      return answer(input.id, []);
    },
    customerMerge: (args: MergeArguments) => {
      const one = customerOf(args.customerOneId);
      const two = customerOf(args.customerTwoId);
      const refuse = (field: string, code: string, message: string) => ({
        job: null,
        resultingCustomerId: null,
        userErrors: [error([field], message, code)],
      });
      if (!one) return refuse('customerOneId', 'INVALID_CUSTOMER_ID', 'Customer does not exist.');
      if (!two || one.id === two.id) return refuse('customerTwoId', 'INVALID_CUSTOMER_ID', 'Customer does not exist.');
      refuseInputs('CustomerMergeOverrideFields', { ...args.overrideFields }, [
        'customerIdOfEmailToKeep',
        'note',
        'tags',
      ]);
      const kept = keptOf(one, two, args.overrideFields?.customerIdOfEmailToKeep);
      const removed = kept === one ? two : one;
      const { note, tags } = args.overrideFields ?? {};
      store.customers.merge(kept.id, removed.id, { ...(note && { note }), ...(tags && { tags }) });
      return {
        job: { __typename: 'Job', id: gid('Job', kept.id), done: false },
        resultingCustomerId: gid('Customer', kept.id),
        userErrors: [],
      };
    },
  };
}

interface MergeArguments {
  customerOneId: string;
  customerTwoId: string;
  overrideFields?: { customerIdOfEmailToKeep?: string | null; note?: string | null; tags?: string[] | null } | null;
}

/**
 * The one whose address was chosen; else the only one who has an address; else the one who agreed to mail; else the
 * second. https://shopify.dev/docs/api/admin-graphql/2026-10/mutations/customerMerge
 */
function keptOf(one: Customer, two: Customer, chosen: string | null | undefined): Customer {
  const wanted = idOf('Customer', chosen);
  if (wanted === one.id) return one;
  if (wanted === two.id) return two;
  if (!one.email || !two.email) return one.email ? one : two;
  const agreed = ({ emailConsent }: Customer) => ['subscribed', 'pending'].includes(emailConsent.state);
  return agreed(one) && !agreed(two) ? one : two;
}
