import { GraphQLError } from 'graphql';
import type { NewDiscount } from '../../shop/discounts.ts';
import type { CodeCreation, Discount } from '../../shop/types.ts';
import { connection, type PageArguments } from '../connection.ts';
import { gid, idOf, type GraphContext } from '../context.ts';
import { requireInputSize } from '../input-size.ts';
import { searchFilter, type SearchFields } from '../search-query.ts';
import { readBasicInput, userError, type BasicInput, type DiscountUserError } from './discount-input.ts';
import { discountNode, redeemCodeNode } from './discount-node.ts';

type NodeType = 'DiscountNode' | 'DiscountCodeNode';

interface ListArguments extends PageArguments {
  query?: string | null;
  sortKey?: string | null;
}

const SORT: Record<string, (one: Discount) => string | number> = {
  ID: (one) => Number(one.id),
  CREATED_AT: (one) => one.createdAt,
  UPDATED_AT: (one) => one.updatedAt,
  STARTS_AT: (one) => one.startsAt,
  ENDS_AT: (one) => one.endsAt ?? '9999',
  TITLE: (one) => one.title,
};

const DEFAULTS: Omit<NewDiscount, 'title' | 'code' | 'startsAt' | 'value'> = {
  items: { kind: 'all' },
  buyers: { kind: 'all' },
  minimum: null,
  usageLimit: null,
  appliesOncePerCustomer: false,
  combinesWith: { orderDiscounts: false, productDiscounts: false, shippingDiscounts: false },
  tags: [],
  endsAt: null,
};

function found(context: GraphContext, id: unknown): Discount | undefined {
  const digits = idOf('DiscountCodeNode', id) ?? idOf('DiscountNode', id);
  return context.devstore.store.discounts.get(digits ?? '');
}

export function discountQueries(context: GraphContext): Record<string, unknown> {
  const { store, clock } = context.devstore;
  const { discounts } = store;
  const search: SearchFields<Discount> = {
    id: (one) => one.id,
    title: (one) => one.title,
    status: (one) => discounts.status(one).toLowerCase(),
    code: (one) => one.codes.map(({ code }) => code),
    starts_at: (one) => one.startsAt,
    ends_at: (one) => one.endsAt,
    created_at: (one) => one.createdAt,
    updated_at: (one) => one.updatedAt,
    method: () => 'code',
    discount_type: (one) => (one.value.kind === 'percentage' ? 'percentage' : 'fixed_amount'),
  };
  const matching = (query: string | null | undefined) =>
    discounts.all().filter(searchFilter(query, search, clock.now()));
  const list = (type: NodeType) => (args: ListArguments) => {
    const sortBy = SORT[args.sortKey ?? 'ID'];
    if (!sortBy) throw new GraphQLError(`devstore does not simulate sorting by ${args.sortKey ?? ''}`);
    return connection(
      { items: matching(args.query), idOf: (one) => one.id, node: (one) => discountNode(context, type, one), sortBy },
      args,
    );
  };
  const one = (type: NodeType) => (args: { id: unknown }) => {
    const discount = found(context, args.id);
    return discount ? discountNode(context, type, discount) : null;
  };
  return {
    discountNode: one('DiscountNode'),
    codeDiscountNode: one('DiscountCodeNode'),
    discountNodes: list('DiscountNode'),
    codeDiscountNodes: list('DiscountCodeNode'),
    discountNodesCount: ({ query }: ListArguments) => ({ count: matching(query).length, precision: 'EXACT' }),
    codeDiscountNodeByCode: ({ code }: { code: string }) => {
      const discount = discounts.byCode(code);
      return discount ? discountNode(context, 'DiscountCodeNode', discount) : null;
    },
    discountRedeemCodeBulkCreation: ({ id }: { id: unknown }) => {
      const creation = store.codeCreations.get(idOf('DiscountRedeemCodeBulkCreation', id) ?? '');
      return creation ? creationNode(context, creation, true) : null;
    },
  };
}

export function discountMutations(context: GraphContext): Record<string, unknown> {
  const { store, clock } = context.devstore;
  const { discounts } = store;
  const answer = (discount: Discount | null, userErrors: DiscountUserError[] = []) => ({
    codeDiscountNode: discount && discountNode(context, 'DiscountCodeNode', discount),
    userErrors,
  });
  const missing = () => [userError(['id'], 'INVALID', 'Discount does not exist.')];
  const change = (id: unknown, apply: (discount: Discount) => Discount) => {
    const discount = found(context, id);
    return discount ? answer(apply(discount)) : answer(null, missing());
  };

  return {
    discountCodeBasicCreate: ({ basicCodeDiscount }: { basicCodeDiscount: BasicInput }) => {
      const read = readBasicInput(context, basicCodeDiscount);
      if ('userErrors' in read) return answer(null, read.userErrors);
      const { title, code, startsAt, value } = read.change;
      if (!title || !code || !startsAt || !value) {
        return answer(null, [userError(['basicCodeDiscount', 'customerGets'], 'BLANK', "Value can't be blank")]);
      }
      return answer(discounts.create({ ...DEFAULTS, ...read.change, title, code, startsAt, value }));
    },
    discountCodeBasicUpdate: ({ id, basicCodeDiscount }: { id: unknown; basicCodeDiscount: BasicInput }) => {
      const discount = found(context, id);
      if (!discount) return answer(null, missing());
      const read = readBasicInput(context, basicCodeDiscount, discount);
      return 'userErrors' in read ? answer(null, read.userErrors) : answer(discounts.update(discount.id, read.change));
    },
    discountCodeActivate: ({ id }: { id: unknown }) =>
      change(id, (one) => {
        const startsAt = Date.parse(one.startsAt) > clock.now() ? clock.iso() : one.startsAt;
        return discounts.update(one.id, { startsAt, endsAt: null });
      }),
    discountCodeDeactivate: ({ id }: { id: unknown }) =>
      change(id, (one) => discounts.update(one.id, { endsAt: clock.iso() })),
    discountCodeDelete: ({ id }: { id: string }) => {
      const discount = found(context, id);
      if (!discount) return { deletedCodeDiscountId: null, userErrors: missing() };
      discounts.remove(discount.id);
      return { deletedCodeDiscountId: id, userErrors: [] };
    },
    discountRedeemCodeBulkAdd: ({ discountId, codes }: { discountId: string; codes: { code: string }[] }) => {
      requireInputSize(codes);
      const discount = found(context, discountId);
      const refused = (field: string, code: string, message: string) => ({
        bulkCreation: null,
        userErrors: [userError([field], code, message)],
      });
      if (!discount) return refused('discountId', 'INVALID', 'Code discount does not exist.');
      if (codes.length === 0) return refused('codes', 'BLANK', "Codes can't be blank");
      const results = discounts.addCodes(
        discount.id,
        codes.map(({ code }) => code),
      );
      const creation = store.codeCreations.save({
        id: store.codeCreations.nextId(),
        discountId: discount.id,
        createdAt: clock.iso(),
        codes: results.map(({ code, added }) => ({ code, redeemCodeId: added?.id ?? null })),
      });
      // Shopify works them off later: the answer knows nothing yet, and the creation has to be asked for.
      return { bulkCreation: creationNode(context, creation, false), userErrors: [] };
    },
  };
}

function creationNode(context: GraphContext, creation: CodeCreation, done: boolean): Record<string, unknown> {
  const discount = context.devstore.store.discounts.get(creation.discountId);
  const imported = creation.codes.filter((one) => one.redeemCodeId !== null).length;
  const taken = [userError(['code'], 'TAKEN', 'Code must be unique. Please try a different code.')];
  return {
    __typename: 'DiscountRedeemCodeBulkCreation',
    id: gid('DiscountRedeemCodeBulkCreation', creation.id),
    createdAt: creation.createdAt,
    done,
    codesCount: creation.codes.length,
    importedCount: done ? imported : 0,
    failedCount: done ? creation.codes.length - imported : 0,
    discountCode: () => (discount ? discountNode(context, 'DiscountCodeNode', discount) : null),
    codes: (args: PageArguments) =>
      connection(
        {
          items: creation.codes,
          idOf: (one) => one.code,
          node: ({ code, redeemCodeId }) => {
            const redeemCode = discount?.codes.find((one) => one.id === redeemCodeId);
            return {
              code,
              errors: done && redeemCodeId === null ? taken : [],
              discountRedeemCode: done && redeemCode ? redeemCodeNode(redeemCode) : null,
            };
          },
        },
        args,
      ),
  };
}
