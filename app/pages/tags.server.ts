import type { Database } from '../platform/db/db.ts';
import type { ShopsService } from '../shop/install/shops.server.ts';
import type { SettingsService } from '../shop/settings/settings-service.server.ts';
import { allSegments } from '../understand/segments/store.server.ts';
import { segmentName } from '../understand/segments/words.ts';
import type { TagRulesService } from '../understand/tags/tag-rules-service.server.ts';
import type { TaggingService } from '../understand/tags/tagging-task.server.ts';
import type { TagsService } from '../understand/tags/service.server.ts';
import type { TagPages } from '../ui/views/tag-views.ts';
import { filterCondition } from './conditions.ts';

interface Deps {
  db: Database;
  shops: ShopsService;
  settings: SettingsService;
  tags: TagsService;
  tagRules: TagRulesService;
  tagging: TaggingService;
}

const TAGS_SHOWN = 50;
const REFUSED_SHOWN = 20;

export function createTagPages({ db, shops, settings, tags, tagRules, tagging }: Deps): TagPages {
  return {
    async view(shop) {
      const { sync: on, prefix } = (await settings.get(shop)).tags;
      const rules = await tagRules.list(shop);
      return {
        rules: rules.map(({ id, tag, segment, name, contacts }) => ({
          id,
          tag,
          segment: { id: segment, name },
          contacts,
        })),
        settling: await tagRules.settling(shop),
        segments: (await allSegments(db.read, shop)).map((one) => ({ id: one.id, name: segmentName(one) })),
        tags: await tags.counts(shop, TAGS_SHOWN),
        shared: { on, prefix, refused: on ? await tags.refused(shop, REFUSED_SHOWN) : [] },
      };
    },
    write: (shop, tag, segment) => tagRules.write(shop, tag, segment),
    remove: (shop, rule) => tagRules.remove(shop, rule),
    async begin(shop, tag, asked, deed) {
      if ('contacts' in asked) {
        await tagging.begin(shop, tag, { contacts: asked.contacts }, deed);
        return;
      }
      const { currency } = await shops.require(shop);
      const { search, filter } = asked;
      await tagging.begin(shop, tag, { search, condition: filterCondition(filter, currency) }, deed);
    },
    async tagging(shop) {
      const latest = await tagging.latest(shop);
      if (!latest) return null;
      const { done, total, ...rest } = latest;
      return { ...rest, share: total > 0 ? Math.min(1, done / total) : 0 };
    },
    undo: (shop, id) => tagging.undo(shop, id),
  };
}
