import { Readable } from 'node:stream';
import { tellReasonInEach } from '../act/messages/reason-words.ts';
import type { SuppressionByHand } from '../act/messages/suppression-by-hand.server.ts';
import { suppressionCsv } from '../act/messages/suppression-export.server.ts';
import type { SuppressionList } from '../act/messages/suppression-list.server.ts';
import type { ShopsService } from '../shop/install/shops.server.ts';
import type { SuppressionPages, SuppressionsView } from '../ui/views/suppression-views.ts';

const PAGE = 50;

interface Deps {
  shops: ShopsService;
  suppressionList: SuppressionList;
  suppressionByHand: SuppressionByHand;
}

export function createSuppressionPages({ shops, suppressionList, suppressionByHand }: Deps): SuppressionPages {
  async function rowsOf(shop: string, { show, after }: Parameters<SuppressionPages['view']>[1]) {
    const empty: Pick<SuppressionsView, 'listed' | 'unsubscribed' | 'changes'> = {
      listed: [],
      unsubscribed: [],
      changes: [],
    };
    if (show === 'changes') {
      const { rows, next } = await suppressionList.changes(shop, { after, limit: PAGE });
      return { ...empty, changes: rows, next };
    }
    if (show === 'unsubscribed') {
      const { rows, next } = await suppressionList.unsubscribed(shop, { after, limit: PAGE });
      return { ...empty, unsubscribed: rows, next };
    }
    const kind = show === 'all' ? null : show;
    const { rows, next } = await suppressionList.listed(shop, { kind, after, limit: PAGE });
    return { ...empty, listed: rows, next };
  }

  return {
    async view(shop, asked) {
      return { show: asked.show, counts: await suppressionList.counts(shop), ...(await rowsOf(shop, asked)) };
    },
    async look(shop, address) {
      const { timezone } = await shops.require(shop);
      const found = await suppressionList.look(shop, address);
      return { ...found, reason: tellReasonInEach(found.reason, timezone) };
    },
    add: (shop, address, told) => suppressionByHand.add(shop, address, told),
    remove: (shop, id, told) => suppressionByHand.remove(shop, id, told),
    undo: (shop, change, who) => suppressionByHand.undo(shop, change, who),
    async csv(shop) {
      const bytes = Readable.from(suppressionCsv(suppressionList, shop)).map((page: string) => Buffer.from(page));
      return Readable.toWeb(bytes) as ReadableStream<Uint8Array>;
    },
  };
}
