import { RECOVERY } from '../../decide/journeys/recovery-recipe.ts';
import { createCostCache } from '../../platform/cache/by-cost.ts';
import { surelyHers } from '../../listen/facts/unsure.ts';
import { type Clock, DAY } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import { readSettings } from '../../shop/settings/settings-service.server.ts';

/** Revenue that recovery mails brought back, net of refunds; minor units of the shop's currency. */
export interface Recovered {
  days: number;
  amount: number;
  carts: number;
  /** the same figure for the period before */
  previousAmount: number;
  currency: string;
  /** how long after a click an order counts */
  windowDays: number;
}

/** What became of the checkouts that began in the period; each number counts checkouts, `amount` is net revenue. */
export interface RecoveryFunnel {
  days: number;
  started: number;
  abandoned: number;
  mailed: number;
  /** by another channel than mail */
  reminded: number;
  /** by any */
  written: number;
  clicked: number;
  recovered: number;
  heldOut: number;
  amount: number;
  currency: string;
}

export interface ReportsService {
  recovered(shop: string, days: number): Promise<Recovered>;
  recoveryFunnel(shop: string, days: number): Promise<RecoveryFunnel>;
}

const FUNNELS_KEPT = 200;

export function createReportsService({ db, clock }: { db: Database; clock: Clock }): ReportsService {
  const currencyOf = async (shop: string) => {
    const row = await db.read.selectFrom('shop').select('currency').where('shop', '=', shop).executeTakeFirst();
    return row?.currency ?? 'USD';
  };

  async function credited(shop: string, currency: string, from: number, to: number) {
    const row = await db.read
      .selectFrom('credit')
      .select((eb) => [
        eb.fn.countAll<number>().as('carts'),
        eb.fn.sum<number | null>('amount').as('amount'),
        eb.fn.sum<number | null>('refunded').as('refunded'),
      ])
      .where('shop', '=', shop)
      .where('journey', '=', RECOVERY)
      // sums of several currencies would mean nothing
      .where('currency', '=', currency)
      .where('placed_at', '>', from)
      .where('placed_at', '<=', to)
      .executeTakeFirstOrThrow();
    return { carts: Number(row.carts), amount: Number(row.amount ?? 0) - Number(row.refunded ?? 0) };
  }

  const funnels = createCostCache({
    clock,
    max: FUNNELS_KEPT,
    load(key) {
      const [days = '', shop = ''] = key.split(' ');
      return readFunnel(shop, Number(days));
    },
  });

  return {
    async recovered(shop, days) {
      const now = clock.now();
      const currency = await currencyOf(shop);
      const current = await credited(shop, currency, now - days * DAY, now);
      const previous = await credited(shop, currency, now - 2 * days * DAY, now - days * DAY);
      const { credit } = await readSettings(db.read, shop);
      return { days, ...current, previousAmount: previous.amount, currency, windowDays: credit.windowDays };
    },

    recoveryFunnel: (shop, days) => funnels.get(`${days} ${shop}`),
  };

  async function readFunnel(shop: string, days: number): Promise<RecoveryFunnel> {
    const since = clock.now() - days * DAY;
    const currency = await currencyOf(shop);
    const began = db.read
      .selectFrom('checkout')
      .where('checkout.shop', '=', shop)
      .where('checkout.created_at', '>', since);
    const { started } = await began.select((eb) => eb.fn.countAll<number>().as('started')).executeTakeFirstOrThrow();
    const steps = await began
      .innerJoin('enrolment', (join) =>
        join.onRef('enrolment.shop', '=', 'checkout.shop').onRef('enrolment.subject', '=', 'checkout.token'),
      )
      .innerJoin('step', (join) =>
        join.onRef('step.shop', '=', 'enrolment.shop').onRef('step.enrolment', '=', 'enrolment.id'),
      )
      .select((eb) => ['step.outcome', eb.fn.count<number>('enrolment.subject').distinct().as('count')])
      .where('enrolment.journey', '=', RECOVERY)
      .where('step.node', 'in', ['wait', 'mail'])
      .groupBy('step.outcome')
      .execute();
    const written = began
      .innerJoin('message', (join) =>
        join.onRef('message.shop', '=', 'checkout.shop').onRef('message.subject_id', '=', 'checkout.token'),
      )
      .where('message.journey', '=', RECOVERY)
      .where('message.state', '=', 'submitted');
    const sent = await written
      .select((eb) => {
        const by = (is: '=' | '<>') =>
          eb.case().when('message.channel', is, 'email').then(eb.ref('checkout.token')).end();
        return [
          eb.fn.count<number>(by('=')).distinct().as('mailed'),
          eb.fn.count<number>(by('<>')).distinct().as('reminded'),
          eb.fn.count<number>('checkout.token').distinct().as('written'),
        ];
      })
      .executeTakeFirstOrThrow();
    const { clicked } = await written
      .innerJoin('fact', (join) =>
        join
          .onRef('fact.shop', '=', 'message.shop')
          .onRef('fact.subject', '=', 'message.id')
          .on('fact.kind', '=', 'message.clicked'),
      )
      .where(surelyHers())
      .select((eb) => eb.fn.count<number>('checkout.token').distinct().as('clicked'))
      .executeTakeFirstOrThrow();
    const won = await written
      .innerJoin('credit', (join) =>
        join.onRef('credit.shop', '=', 'message.shop').onRef('credit.message', '=', 'message.id'),
      )
      .where('credit.currency', '=', currency)
      .select((eb) => [
        eb.fn.count<number>('checkout.token').distinct().as('recovered'),
        eb.fn.sum<number | null>('credit.amount').as('amount'),
        eb.fn.sum<number | null>('credit.refunded').as('refunded'),
      ])
      .executeTakeFirstOrThrow();
    const stepCount = (outcome: string) => Number(steps.find((row) => row.outcome === outcome)?.count ?? 0);
    return {
      days,
      started: Number(started),
      abandoned: stepCount('passed'),
      heldOut: stepCount('held_out'),
      mailed: Number(sent.mailed),
      reminded: Number(sent.reminded),
      written: Number(sent.written),
      clicked: Number(clicked),
      recovered: Number(won.recovered),
      amount: Number(won.amount ?? 0) - Number(won.refunded ?? 0),
      currency,
    };
  }
}
