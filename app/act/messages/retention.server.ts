import { DAY } from '../../platform/clock/clock.ts';
import { MONTH, type RetentionStep } from '../../shop/privacy/retention-worker.server.ts';

const PAGE = 100;

/** Texts of mails; that they went out, and what their links lead to, stays. */
export const mailRetention: readonly RetentionStep[] = [
  {
    name: 'mail',
    kept: ({ mailMonths }) => mailMonths * MONTH,
    async letGo(db, shop, before, after) {
      const page = await db.read
        .selectFrom('message')
        .select(['id', 'created_at'])
        // a campaign's messages keep no HTML, but their subject, which may name her
        .select((eb) => eb.or([eb('body_html', 'is not', null), eb('subject_line', 'is not', null)]).as('has_text'))
        .where('shop', '=', shop)
        .where('id', '>', after ?? '')
        .orderBy('id')
        .limit(PAGE)
        .execute();
      const ids = page.filter((row) => row.has_text && row.created_at < before).map((row) => row.id);
      if (ids.length > 0) {
        await db.write((trx) =>
          trx
            .updateTable('message')
            .set({ body_html: null, subject_line: null })
            .where('shop', '=', shop)
            .where('id', 'in', ids)
            .where('state', 'not in', ['queued', 'claimed', 'submitting'])
            .execute(),
        );
      }
      return { rows: ids.length, next: page.length === PAGE ? (page.at(-1)?.id ?? null) : null };
    },
  },
  {
    name: 'answers to HELP',
    // as long as they say whether a number was answered already, and a little longer
    kept: () => DAY,
    letGo: (db, shop, before) =>
      db.write(async (trx) => {
        const gone = await trx
          .deleteFrom('help_answer')
          .where('shop', '=', shop)
          .where('asked_at', '<', before)
          .executeTakeFirst();
        return { rows: Number(gone.numDeletedRows), next: null };
      }),
  },
];
