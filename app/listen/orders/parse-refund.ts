import { z } from 'zod';
import { toMinor } from '../../platform/money.ts';
import type { Heard, HeardRefund } from '../heard.ts';
import { amount, id, instant, text } from '../payload.ts';

export const refundSchema = z.object({
  id,
  order_id: id,
  created_at: instant,
  transactions: z.array(z.object({ kind: z.string(), status: text, amount, currency: text })).nullish(),
  refund_line_items: z.array(z.object({ subtotal: amount.nullish(), total_tax: amount.nullish() })).nullish(),
});

/** refunds/create */
export function parseRefund(
  payload: unknown,
  { currency, toldAt }: { currency: string; toldAt?: number },
): Partial<Heard> {
  const refund = heardRefund(refundSchema.parse(payload), currency);
  return { refunds: [{ ...refund, told: { updatedAt: refund.at, ...(toldAt !== undefined && { toldAt }) } }] };
}

/** Money that moved; where Shopify tells of no movement in the shop's currency, what the lines were worth. */
export function heardRefund(refund: z.infer<typeof refundSchema>, currency: string): HeardRefund {
  const moved = (refund.transactions ?? []).filter(
    (transaction) => transaction.kind === 'refund' && (transaction.currency ?? currency) === currency,
  );
  const amounts =
    moved.length > 0
      ? moved
          .filter(({ status }) => status !== 'failure' && status !== 'error')
          .map((transaction) => transaction.amount)
      : (refund.refund_line_items ?? []).flatMap((line) => [line.subtotal ?? 0, line.total_tax ?? 0]);
  return {
    id: refund.id,
    orderId: refund.order_id,
    amount: amounts.reduce<number>((sum, one) => sum + toMinor(one, currency), 0),
    at: refund.created_at,
  };
}
