// Which mail an order is counted for: pure. The first signed click within the window before the order wins.
import { SECOND } from '../../platform/clock/clock.ts';

export interface Click {
  /** the fact's id: settles two clicks of one instant */
  id: string;
  at: number;
  message: string;
  journey: string | null;
  campaign: string | null;
  /** whose click it was; null when nobody is known */
  contact: string | null;
  /** the checkout that the message was about */
  checkout: string | null;
}

export interface CreditableOrder {
  id: string;
  contact: string;
  checkout: string | null;
  placedAt: number;
  total: number;
  refunded: number;
  currency: string;
}

export interface CreditRow {
  order: string;
  message: string;
  journey: string | null;
  campaign: string | null;
  contact: string;
  clickedAt: number;
  placedAt: number;
  amount: number;
  /** never more than the amount, so that credited revenue never falls below nothing */
  refunded: number;
  currency: string;
}

/** Shopify tells when an order was placed in whole seconds: a click of the same second came before it. */
export const toOrderTime = (instant: number): number => Math.floor(instant / SECOND) * SECOND;

/** @param windowMs how long after a click an order still counts */
export function creditOf(order: CreditableOrder, clicks: readonly Click[], windowMs: number): CreditRow | null {
  let first: Click | null = null;
  for (const click of clicks) {
    const hers = click.contact === order.contact || (order.checkout !== null && click.checkout === order.checkout);
    const inTime = toOrderTime(click.at) <= order.placedAt && click.at >= order.placedAt - windowMs;
    if (!hers || !inTime) continue;
    if (!first || click.at < first.at || (click.at === first.at && click.id < first.id)) first = click;
  }
  if (!first) return null;
  return {
    order: order.id,
    message: first.message,
    journey: first.journey,
    campaign: first.campaign,
    contact: order.contact,
    clickedAt: first.at,
    placedAt: order.placedAt,
    amount: order.total,
    refunded: Math.min(order.refunded, order.total),
    currency: order.currency,
  };
}
